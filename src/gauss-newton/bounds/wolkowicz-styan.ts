import { Matrix } from '../../numerics/matrix';
import { gram } from '../../numerics/products';
import { type KroneckerSum, termSquares } from '../kronecker-sum';
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

/** tr(Ghat) and tr(Ghat^2), where Ghat^2 has the traces tr(A_i A_j) tr(B_i B_j). */
function moments(sum: KroneckerSum): { readonly first: number; readonly second: number } {
  const { left: lefts, data } = termSquares(sum);
  const left = overlaps(lefts).data;
  const right = overlaps(data).data;
  return {
    first: lefts.reduce((total, square, l) => total + trace(square) * trace(data[l]), 0),
    second: left.reduce((total, value, at) => total + value * right[at], 0),
  };
}

/** tr(S_i S_j) of every pair: one product of the symmetric matrices laid out as rows. */
function overlaps(squares: readonly Matrix[]): Matrix {
  const { length } = squares[0].data;
  const rows = new Matrix(squares.length, length);
  squares.forEach(({ data }, i) => rows.data.set(data, i * length));
  return gram(rows);
}

function trace({ rows, data }: Matrix): number {
  let total = 0;
  for (let i = 0; i < rows; i++) total += data[i * rows + i];
  return total;
}
