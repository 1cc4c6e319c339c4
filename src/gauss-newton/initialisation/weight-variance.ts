import { entryVariance, hasIndependentEntries } from '../../network/initialisers/entry-variance';
import type { Initialiser } from '../../spec/architecture';

/**
 * Variance of the independent zero-mean weights of an outputs x inputs layer; null for initialisers that do not draw
 * such weights.
 */
export function weightVariance(initialiser: Initialiser, inputs: number, outputs: number): number | null {
  const isDrawn = initialiser.name !== 'zeros' && hasIndependentEntries(initialiser);
  return isDrawn ? entryVariance(initialiser, [outputs, inputs], undefined) : null;
}

/**
 * Variances of all layers of the given widths (d, hidden widths, k); null unless every layer draws independent weights
 * of positive variance.
 */
export function weightVariances(
  widths: readonly number[],
  initialisers: readonly Initialiser[],
): readonly number[] | null {
  const variances = initialisers.map((initialiser, l) => weightVariance(initialiser, widths[l], widths[l + 1]));
  const known = variances.filter((value) => value !== null && value > 0) as number[];
  return known.length === variances.length ? known : null;
}
