import type { Spectrum } from './report';

export interface SpectrumPoint {
  /** From 1, by descending eigenvalue. */
  readonly index: number;
  readonly value: number;
  /** Within rounding of zero: kept or dropped, nobody can tell. */
  readonly undecided: boolean;
}

/** Positive eigenvalues in descending order, those that the rank cut dropped though undecided among them. */
export function spectrumPoints({ eigenvalues, undecided, cut }: Spectrum): readonly SpectrumPoint[] {
  if (eigenvalues === null) return [];
  const doubtful = new Set(undecided);
  const kept = new Set(eigenvalues);
  const dropped = undecided.filter((value) => cut !== null && value <= cut && !kept.has(value));
  return [...eigenvalues, ...dropped]
    .filter((value) => value > 0)
    .sort((a, b) => b - a)
    .map((value, at) => ({ index: at + 1, value, undecided: doubtful.has(value) }));
}

/**
 * About `limit` of the points, or all when there are no more: the first and the last of equal groups, which keeps the outline of a
 * monotone sequence with its ends and its steps.
 */
export function thinned(points: readonly SpectrumPoint[], limit: number): readonly SpectrumPoint[] {
  if (points.length <= limit) return points;
  const groups = Math.max(1, Math.floor(limit / 2));
  return Array.from({ length: groups }, (_, group) => {
    const from = Math.floor((group * points.length) / groups);
    const to = Math.floor(((group + 1) * points.length) / groups) - 1;
    return from === to ? [points[from]] : [points[from], points[to]];
  }).flat();
}
