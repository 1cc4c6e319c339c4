import type { KroneckerSum } from '../kronecker-sum';
import { hasFullTerms, termSpectra, termSquares } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters } from './bound-value';
import { stackedEigenvalues } from './stacked-eigenvalues';

const theorem: Theorem = {
  id: 'two_layer_exact',
  title: 'Exact value for two layers',
  direction: 'upper',
  certainty: 'exact',
  reference: 'docs/theory/gauss-newton.md 2',
};

/** A A^T counts as a multiple of the identity up to this relative rounding a unit of its size. */
const ROUNDING = 2 ** -50;

/**
 * kappa(G) itself for one layer, and for two whose second L_l L_l^T is a multiple of the identity (a hidden layer and
 * the output layer): Ghat is then block diagonal, with blocks a_i B_1 + c B_2. Chains of any ranks. Source:
 * docs/theory/gauss-newton.md 2.
 */
export function twoLayerExact(sum: KroneckerSum): BoundValue {
  const limits = twoLayerExtremes(sum);
  if (limits === null) return missing(theorem, 'Not a chain of at most two learnable layers.');
  return limits.smallest > 0 ? given(theorem, limits.largest / limits.smallest) : missing(theorem, noParameters);
}

/** Largest and smallest nonzero eigenvalue of Ghat; null unless the sum has the form above. */
export function twoLayerExtremes(sum: KroneckerSum): { readonly largest: number; readonly smallest: number } | null {
  if (sum.terms.length > 2 || (!sum.nested && !hasFullTerms(sum))) return null;
  const [first, last] = termSpectra(sum);
  if (sum.terms.length === 1)
    return { largest: first.leftMax * first.dataMax, smallest: first.leftMin * first.dataMin };
  if (sum.terms.length !== 2) return null;
  const shared = identityMultiple(sum);
  if (shared === null) return null;
  const { data: squares } = termSquares(sum);
  const block = (a: number) =>
    stackedEigenvalues([
      { weight: a, factor: sum.terms[0].data, square: squares[0] },
      { weight: shared, factor: sum.terms[1].data, square: squares[1] },
    ]);
  const smallest: number[] = [];
  if (first.rankLeft > 0 && first.rankData > 0) smallest.push(block(first.leftMin)[first.rankData - 1]);
  if (first.rankLeft < sum.outputs && last.rankData > 0) smallest.push(block(0)[last.rankData - 1]);
  return { largest: block(first.leftMax)[0], smallest: smallest.length > 0 ? Math.min(...smallest) : 0 };
}

/** c with A_2 = c I, or null. */
function identityMultiple(sum: KroneckerSum): number | null {
  const product = termSquares(sum).left[1];
  const scale = product.get(0, 0);
  const allowed = ROUNDING * sum.terms[1].left.cols * scale;
  for (let i = 0; i < product.rows; i++)
    for (let j = 0; j < product.cols; j++)
      if (Math.abs(product.get(i, j) - (i === j ? scale : 0)) > allowed) return null;
  return scale > 0 ? scale : null;
}
