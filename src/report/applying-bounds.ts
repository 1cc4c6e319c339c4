import type { Bound, Report } from './report';

export type ApplyingBound = Bound & { readonly value: number };

/** What a view of the bracket reads of a report. */
export type Bracketed = Pick<Report, 'bounds' | 'bracket' | 'spectrum'>;

/** Whether the bound applies and was computed. */
export function isApplying(bound: Bound): bound is ApplyingBound {
  return bound.applies && bound.value !== null;
}

/** Bounds worth a place on an axis: one that is off by many powers of ten would press the rest together. */
export function boundsWithinReach({ bounds, spectrum, bracket }: Bracketed): readonly ApplyingBound[] {
  const applying = bounds.filter(isApplying);
  const centre = spectrum.kappa ?? bracket.high ?? bracket.low;
  if (centre === null) return applying;
  return applying.filter(({ value }) => value <= 1e3 * centre && value >= 1e-3 * centre);
}

/** What an axis of the bracket must hold: bounds within reach, the bracket's ends and the measured kappa. */
export function bracketValues(report: Bracketed): readonly number[] {
  const ends = [report.spectrum.kappa, report.bracket.low, report.bracket.high].filter((end) => end !== null);
  return [...boundsWithinReach(report).map(({ value }) => value), ...ends];
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
