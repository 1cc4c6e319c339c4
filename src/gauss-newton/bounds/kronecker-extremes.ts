import type { KroneckerSum } from '../kronecker-sum';
import { hasFullTerms, termSpectra, termSquares } from '../kronecker-sum';
import { memoise } from '../../numerics/memoise';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters, notFull } from './bound-value';
import type { WeightedFactor } from './stacked-eigenvalues';
import { stackedEigenvalues, stackedFloor } from './stacked-eigenvalues';

const theorem: Theorem = {
  id: 'U0',
  title: 'Kronecker extremes (U0)',
  direction: 'upper',
  certainty: 'bound',
  reference: 'docs/theory/gauss-newton.md 3.1 and 3.3; setting of Zhao, Singh and Lucchi 2024 (arXiv 2411.02139)',
};

/** Certified outer limits of the nonzero spectrum; `smallest` is 0 where nothing can be certified. */
export interface EigenvalueLimits {
  readonly largest: number;
  readonly smallest: number;
}

/**
 * Upper bound on kappa(G) of a linear network from the extreme eigenvalues of one side of each term; the tightest here,
 * exact for two layers. Chains of any widths and ranks; networks with parallel paths when the certified minimum is
 * positive.
 */
export function kroneckerExtremesBound(sum: KroneckerSum): BoundValue {
  const { largest, smallest } = kroneckerExtremes(sum);
  if (largest === 0) return missing(theorem, noParameters);
  return smallest > 0 ? given(theorem, largest / smallest) : missing(theorem, notFull);
}

/**
 * lambda_max(Ghat) <= `largest` and `smallest` <= smallest nonzero eigenvalue, from a_min I <= A_l <= a_max I and the
 * same for B_l. Source: docs/theory/gauss-newton.md 3.1 (full terms), 3.3 (chains and parallel paths that lose rank).
 */
export const kroneckerExtremes = memoise((sum: KroneckerSum): EigenvalueLimits => {
  const spectra = termSpectra(sum);
  const largest = Math.min(
    stackedEigenvalues(dataParts(sum, (l) => spectra[l].leftMax))[0] ?? 0,
    stackedEigenvalues(leftParts(sum, (l) => spectra[l].dataMax))[0] ?? 0,
  );
  return { largest, smallest: sum.nested || hasFullTerms(sum) ? nestedMinimum(sum) : definiteMinimum(sum) };
});

/** The smallest nonzero eigenvalue level by level of the nested ranges. */
function nestedMinimum(sum: KroneckerSum): number {
  const spectra = termSpectra(sum);
  const grows = spectra.flatMap(({ rankLeft, rankData }, l) =>
    rankData > 0 && rankLeft > (spectra[l - 1]?.rankLeft ?? 0) ? [l] : [],
  );
  const shrinks = spectra.flatMap(({ rankLeft, rankData }, l) =>
    rankLeft > 0 && rankData > (spectra[l + 1]?.rankData ?? 0) ? [l] : [],
  );
  if (grows.length === 0 || shrinks.length === 0) return 0;
  const fromData = grows.map(
    (i) => stackedEigenvalues(dataParts(sum, (l) => (l >= i ? spectra[l].leftMin : 0)))[spectra[i].rankData - 1],
  );
  const fromLeft = shrinks.map(
    (j) => stackedEigenvalues(leftParts(sum, (l) => (l <= j ? spectra[l].dataMin : 0)))[spectra[j].rankLeft - 1],
  );
  return Math.max(Math.min(...fromData), Math.min(...fromLeft));
}

/** Without nested ranges only terms of full rank on one side may be counted. */
function definiteMinimum(sum: KroneckerSum): number {
  const spectra = termSpectra(sum);
  return Math.max(
    stackedFloor(dataParts(sum, (l) => spectra[l].leftFloor)),
    stackedFloor(leftParts(sum, (l) => spectra[l].dataFloor)),
  );
}

/** sum_l weight(l) B_l, r x r. */
function dataParts(sum: KroneckerSum, weight: (l: number) => number): readonly WeightedFactor[] {
  const { data: squares } = termSquares(sum);
  return sum.terms.map(({ data }, l) => ({ weight: weight(l), factor: data, square: squares[l] }));
}

/** sum_l weight(l) A_l, k x k. */
function leftParts(sum: KroneckerSum, weight: (l: number) => number): readonly WeightedFactor[] {
  const { left: squares } = termSquares(sum);
  return sum.terms.map(({ left }, l) => ({ weight: weight(l), factor: left.transpose(), square: squares[l] }));
}
