import type { KroneckerSum } from '../kronecker-sum';
import { definiteFloor, termSpectra } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, notFull } from './bound-value';

const theorem: Theorem = {
  id: 'U1',
  title: 'Products of extremes (U1)',
  direction: 'upper',
  certainty: 'bound',
  reference: 'docs/theory/gauss-newton.md 3.1; setting of Zhao, Singh and Lucchi 2024 (arXiv 2411.02139)',
};

/**
 * kappa(G) <= sum_l a_max b_max / sum_l a_min b_min with true minima, where some term is positive definite. Source:
 * docs/theory/gauss-newton.md 3.1 (U1).
 */
export function productExtremesBound(sum: KroneckerSum): BoundValue {
  const bottom = definiteFloor(sum);
  if (bottom === 0) return missing(theorem, notFull);
  const top = termSpectra(sum).reduce((total, term) => total + term.leftMax * term.dataMax, 0);
  return given(theorem, top / bottom);
}
