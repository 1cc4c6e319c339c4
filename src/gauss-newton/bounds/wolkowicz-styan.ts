import { multiplyTransposed, transposeMultiply } from '../../numerics/products';
import type { Matrix } from '../../numerics/matrix';
import type { KroneckerSum } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters } from './bound-value';
import { structuralRank } from './structural-rank';

const theorem: Theorem = {
  id: 'wolkowicz_styan',
  title: 'Trace and Frobenius norm',
  direction: 'lower',
  certainty: 'bound',
  reference: 'Wolkowicz and Styan 1980, bounds on eigenvalues from traces; docs/theory/gauss-newton.md 3.2',
};

/** Share of the second moment of the eigenvalues that may be rounding, and must not count as spread. */
const ROUNDING = 2 ** -46;

/**
 * kappa(G) >= (mu + s / sqrt(N-1)) / (mu - s / sqrt(N-1)) with N = rank G, mean mu and standard deviation s of its
 * nonzero eigenvalues, from tr(A_i A_j) tr(B_i B_j) alone. Needs the exact rank. Source: docs/theory/gauss-newton.md
 * 3.2.
 */
export function wolkowiczStyanBound(sum: KroneckerSum): BoundValue {
  const rank = structuralRank(sum);
  if (rank === null) return missing(theorem, 'The exact rank of a network with parallel paths is not known.');
  if (rank === 0) return missing(theorem, noParameters);
  if (rank === 1) return given(theorem, 1);
  const { first, second } = moments(sum);
  const mean = first / rank;
  const variance = Math.max(0, (second / rank) * (1 - ROUNDING) - mean ** 2);
  const step = Math.sqrt(variance / (rank - 1));
  return given(theorem, (mean + step) / (mean - step));
}

/** tr(Ghat) and tr(Ghat^2). */
function moments({ terms }: KroneckerSum): { readonly first: number; readonly second: number } {
  let first = 0;
  let second = 0;
  terms.forEach((a, i) => {
    first += squaredNorm(a.left) * squaredNorm(a.data);
    terms.slice(0, i + 1).forEach((b, j) => {
      const overlap = squaredNorm(transposeMultiply(a.left, b.left)) * squaredNorm(dataOverlap(a.data, b.data));
      second += i === j ? overlap : 2 * overlap;
    });
  });
  return { first, second };
}

/** tr(B_i B_j) = |D_i D_j^T|^2. */
function dataOverlap(a: Matrix, b: Matrix): Matrix {
  return multiplyTransposed(a, b);
}

function squaredNorm({ data }: Matrix): number {
  return data.reduce((total, value) => total + value * value, 0);
}
