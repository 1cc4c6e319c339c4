import type { KroneckerSum } from '../kronecker-sum';
import { conditionOfSigma } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, notFull, singularData } from './bound-value';
import { convexWeights } from './layer-figures';

const theorem: Theorem = {
  id: 'U3',
  title: 'Largest layer term (U3)',
  direction: 'upper',
  certainty: 'bound',
  reference: "Zhao, Singh and Lucchi 2024 (arXiv 2411.02139), the paper's loose form; docs/theory/gauss-newton.md 3.1",
};

/**
 * kappa(G) <= kappa(Sigma) max_l kappa(W^{L:l+1})^2 kappa(W^{l-1:1})^2, where U2 applies. Source:
 * docs/theory/gauss-newton.md 3.1 (U3).
 */
export function largestTermBound(sum: KroneckerSum): BoundValue {
  const weights = convexWeights(sum);
  if (!weights) return missing(theorem, sum.sigma.full ? notFull : singularData);
  return given(theorem, conditionOfSigma(sum) * Math.max(...weights.map(({ term }) => term)));
}
