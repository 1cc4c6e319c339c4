import { formatNumber, formatRough } from './numbers';
import type { SpectralDensity, Spectrum } from './report';

export interface SpectrumPoint {
  /** From 1, by descending eigenvalue; where the eigenvalues are estimated any number up to the last. */
  readonly index: number;
  readonly value: number;
  /** Within rounding of zero: kept or dropped, nobody can tell. */
  readonly undecided: boolean;
}

/** What a chart shows of a spectrum. */
export interface SpectrumOutline {
  readonly points: readonly SpectrumPoint[];
  /** The last index that there is room for. */
  readonly size: number;
  /** The curve of a density and no eigenvalues. */
  readonly estimated: boolean;
  /** Where zero begins, with its words; null where nothing was cut. */
  readonly floor: { readonly level: number; readonly title: string } | null;
}

export function spectrumOutline(spectrum: Spectrum): SpectrumOutline {
  const { density, cut } = spectrum;
  if (spectrum.eigenvalues === null && density !== null) return densityOutline(density);
  const points = spectrumPoints(spectrum);
  const floor = cut === null ? null : { level: cut, title: `zero below ${formatNumber(cut)}` };
  return { points, size: points.length, estimated: false, floor };
}

/** Each level at the number of eigenvalues above it. */
function densityOutline({ points, size, unresolved }: SpectralDensity): SpectrumOutline {
  return {
    points: points
      .map(([level, share]) => ({ index: Math.max(1, size * (1 - share)), value: level, undecided: false }))
      .reverse(),
    size,
    estimated: true,
    floor: unresolved && {
      level: unresolved.level,
      title: `cannot be told from zero below ${formatRough(unresolved.level)}`,
    },
  };
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
