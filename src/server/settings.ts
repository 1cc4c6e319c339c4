import type { Settings } from './protocol';

export const defaultSettings: Settings = {
  run: 'onType',
  delay: 300,
  budgetSeconds: 20,
  engine: 'builtin',
  inlayHints: { shapes: true, shares: true, kappa: true },
  codeLens: true,
  thresholds: {},
};

const longestDelay = 60_000;

/** Settings from what a client sent; what is missing or makes no sense keeps its default. */
export function readSettings(value: unknown): Settings {
  const given = record(value);
  const hints = record(given.inlayHints);
  const { inlayHints } = defaultSettings;
  return {
    run: (['onType', 'onSave', 'manual'] as const).find((mode) => mode === given.run) ?? defaultSettings.run,
    delay: number(given.delay, 0, longestDelay) ?? defaultSettings.delay,
    budgetSeconds: number(given.budgetSeconds, Number.MIN_VALUE, Infinity) ?? defaultSettings.budgetSeconds,
    engine: given.engine === 'tensorflow' ? 'tensorflow' : defaultSettings.engine,
    inlayHints: {
      shapes: flag(hints.shapes, inlayHints.shapes),
      shares: flag(hints.shares, inlayHints.shares),
      kappa: flag(hints.kappa, inlayHints.kappa),
    },
    codeLens: flag(given.codeLens, defaultSettings.codeLens),
    thresholds: Object.fromEntries(
      Object.entries(record(given.thresholds)).flatMap(([name, limit]) =>
        typeof limit === 'number' && Number.isFinite(limit) ? [[name, limit]] : [],
      ),
    ),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function number(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}
