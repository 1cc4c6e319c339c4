import type { KroneckerSum } from '../kronecker-sum';
import { hasFullTerms, termSpectra } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters, notFull } from './bound-value';

const theorem: Theorem = {
  id: 'staircase',
  title: 'Staircase of ranks',
  direction: 'upper',
  certainty: 'bound',
  reference: 'docs/theory/gauss-newton.md 3.3',
};

/**
 * kappa(G) <= sum_l a_max b_max / min over i <= j of sum_{l=i..j} a_l b_l, with smallest nonzero eigenvalues a_l, b_l,
 * where rank L_l grows at i and rank R_l S shrinks after j: U1 for chains with bottlenecks, where summing over all
 * layers is wrong. Source: docs/theory/gauss-newton.md 3.3.
 */
export function staircaseBound(sum: KroneckerSum): BoundValue {
  if (!sum.nested && !hasFullTerms(sum))
    return missing(theorem, 'Parallel paths: the ranges of the layers are not nested.');
  const spectra = termSpectra(sum);
  const top = spectra.reduce((total, term) => total + term.leftMax * term.dataMax, 0);
  if (top === 0) return missing(theorem, noParameters);
  const bottom = lowestStep(sum);
  return bottom > 0 ? given(theorem, top / bottom) : missing(theorem, notFull);
}

function lowestStep(sum: KroneckerSum): number {
  const spectra = termSpectra(sum);
  let lowest = Infinity;
  spectra.forEach((start, i) => {
    if (start.rankLeft === (spectra[i - 1]?.rankLeft ?? 0)) return;
    let height = 0;
    for (let j = i; j < spectra.length; j++) {
      height += spectra[j].leftMin * spectra[j].dataMin;
      if (spectra[j].rankData > (spectra[j + 1]?.rankData ?? 0)) lowest = Math.min(lowest, height);
    }
  });
  return lowest;
}
