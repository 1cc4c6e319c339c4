import type { KroneckerSum } from '../kronecker-sum';
import { termSpectra, termSquares } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, notFull } from './bound-value';
import { kroneckerExtremes } from './kronecker-extremes';
import { stackedFloor } from './stacked-eigenvalues';

const theorem: Theorem = {
  id: 'two_term',
  title: 'First and last layer',
  direction: 'upper',
  certainty: 'bound',
  reference: 'docs/theory/gauss-newton.md 9',
};

/**
 * kappa(G) <= largest limit of U0 / lambda_min(A_1 (x) B_1 + A_L (x) B_L): what the two-term preconditioner M <= Ghat
 * certifies, where it is definite. Never tighter than U0, which has the same two terms in its denominator. Source:
 * docs/theory/gauss-newton.md 9.
 */
export function twoTermBound(sum: KroneckerSum): BoundValue {
  if (sum.terms.length < 2) return missing(theorem, 'There is only one learnable layer.');
  const smallest = twoTermMinimum(sum);
  return smallest > 0 ? given(theorem, kroneckerExtremes(sum).largest / smallest) : missing(theorem, notFull);
}

/** lambda_min(a_1 B_1 + a_L B_L) <= lambda_min(Ghat) with a_l = lambda_min(A_l). */
export function twoTermMinimum(sum: KroneckerSum): number {
  const spectra = termSpectra(sum);
  const { data: squares } = termSquares(sum);
  const last = spectra.length - 1;
  return stackedFloor([
    { weight: spectra[0].leftFloor, factor: sum.terms[0].data, square: squares[0] },
    { weight: spectra[last].leftFloor, factor: sum.terms[last].data, square: squares[last] },
  ]);
}
