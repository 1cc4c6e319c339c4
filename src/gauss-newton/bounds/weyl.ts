import type { KroneckerSum } from '../kronecker-sum';
import { definiteFloor, termSpectra } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, notFull } from './bound-value';

const theorem: Theorem = {
  id: 'weyl',
  title: 'Weyl inequalities',
  direction: 'lower',
  certainty: 'bound',
  reference: "Weyl's inequalities on the terms; docs/theory/gauss-newton.md 3.2",
};

/**
 * kappa(G) >= max_l [top_l + sum_{i != l} bottom_i] / min_l [bottom_l + sum_{i != l} top_i], top = a_max b_max and
 * bottom = a_min b_min with true minima, where some term is positive definite. Cheap and loose. Source:
 * docs/theory/gauss-newton.md 3.2.
 */
export function weylBound(sum: KroneckerSum): BoundValue {
  if (definiteFloor(sum) === 0) return missing(theorem, notFull);
  const tops = termSpectra(sum).map((term) => term.leftMax * term.dataMax);
  const bottoms = termSpectra(sum).map((term) => term.leftFloor * term.dataFloor);
  const largest = Math.max(...tops.map((top, l) => top + total(bottoms, l)));
  const smallest = Math.min(...bottoms.map((bottom, l) => bottom + total(tops, l)));
  return given(theorem, largest / smallest);
}

/** Added one by one: a total minus the left-out term would cancel. */
function total(values: readonly number[], except: number): number {
  return values.reduce((result, value, i) => (i === except ? result : result + value), 0);
}
