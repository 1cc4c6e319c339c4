import type { KroneckerSum } from '../kronecker-sum';
import { conditionOfSigma } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, notFull, singularData } from './bound-value';
import { convexWeights } from './layer-figures';

const theorem: Theorem = {
  id: 'U2',
  title: 'Convex combination of layers (U2)',
  direction: 'upper',
  certainty: 'bound',
  reference: "Zhao, Singh and Lucchi 2024 (arXiv 2411.02139), the paper's form; docs/theory/gauss-newton.md 3.1",
};

/**
 * kappa(G) <= kappa(Sigma) sum_l alpha_l kappa(W^{L:l+1})^2 kappa(W^{l-1:1})^2, for Sigma > 0 and hidden widths that
 * lose no rank. Source: docs/theory/gauss-newton.md 3.1 (U2).
 */
export function convexCombinationBound(sum: KroneckerSum): BoundValue {
  const weights = convexWeights(sum);
  if (!weights) return missing(theorem, sum.sigma.full ? notFull : singularData);
  return given(theorem, conditionOfSigma(sum) * weights.reduce((total, { alpha, term }) => total + alpha * term, 0));
}
