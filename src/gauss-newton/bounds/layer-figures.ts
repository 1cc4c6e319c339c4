import type { KroneckerSum, TermSpectrum } from '../kronecker-sum';
import { hasFullTerms, termSpectra } from '../kronecker-sum';

/** What one layer contributes to the bounds. Source: docs/theory/gauss-newton.md 1.4 and 3.1. */
export interface LayerFigures {
  readonly layer: number;
  /** Weight of the layer in the convex combination U2, summing to 1; null unless Sigma > 0 and every term is full. */
  readonly alpha: number | null;
  /** kappa(W^{L:l+1})^2 kappa(W^{l-1:1})^2; null where alpha is. */
  readonly term: number | null;
  /** a_max b_max, and a_min b_min over nonzero eigenvalues. */
  readonly top: number;
  readonly bottom: number;
  /** r_l = rank L_l and s_l = rank R_l S. */
  readonly rankLeft: number;
  readonly rankRight: number;
}

/** One entry a term of the sum, in its order. */
export function layerFigures(sum: KroneckerSum): readonly LayerFigures[] {
  const weights = convexWeights(sum);
  return termSpectra(sum).map((term, l) => ({
    layer: sum.terms[l].layer,
    alpha: weights && weights[l].alpha,
    term: weights && weights[l].term,
    top: term.leftMax * term.dataMax,
    bottom: term.leftMin * term.dataMin,
    rankLeft: term.rankLeft,
    rankRight: term.rankData,
  }));
}

/**
 * alpha_l and kappa(L_l)^2 kappa(R_l)^2 of every layer; null unless Sigma > 0 and every term is full. Source:
 * docs/theory/gauss-newton.md 3.1 (U2).
 */
export function convexWeights(sum: KroneckerSum): readonly { readonly alpha: number; readonly term: number }[] | null {
  const products = hasFullTerms(sum) ? termSpectra(sum).flatMap(extremeProducts) : [];
  if (products.length === 0) return null;
  const bottom = products.reduce((total, { smallest }) => total + smallest, 0);
  return products.map(({ largest, smallest }) => ({ alpha: smallest / bottom, term: largest / smallest }));
}

/** smax(L)^2 smax(R)^2 and smin(L)^2 smin(R)^2 of a full term, the k-th value of L and the d-th of R; none without R. */
function extremeProducts({ leftMax, leftMin, right }: TermSpectrum) {
  return right ? [{ largest: leftMax * right[0] ** 2, smallest: leftMin * right[right.length - 1] ** 2 }] : [];
}
