import type { Bound, Report } from './report';

export type ApplyingBound = Bound & { readonly value: number };

/** Whether the bound applies and was computed. */
export function isApplying(bound: Bound): bound is ApplyingBound {
  return bound.applies && bound.value !== null;
}

/** Bounds worth a place on an axis: one that is off by many powers of ten would press the rest together. */
export function boundsWithinReach({ bounds, spectrum, bracket }: Report): readonly ApplyingBound[] {
  const applying = bounds.filter(isApplying);
  const centre = spectrum.kappa ?? bracket.high ?? bracket.low;
  if (centre === null) return applying;
  return applying.filter(({ value }) => value <= 1e3 * centre && value >= 1e-3 * centre);
}

/** Bounds without a value, gathered by why. */
export function missingBounds({
  bounds,
}: Report): readonly { readonly reason: string; readonly titles: readonly string[] }[] {
  const titles = new Map<string, string[]>();
  for (const { title, reason } of bounds.filter((bound) => !isApplying(bound))) {
    const key = reason ?? 'Not computed.';
    titles.set(key, [...(titles.get(key) ?? []), title]);
  }
  return [...titles].map(([reason, names]) => ({ reason, titles: names }));
}
