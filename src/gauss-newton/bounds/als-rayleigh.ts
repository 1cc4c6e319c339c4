import { Matrix } from '../../numerics/matrix';
import { gram, multiply, transposeMultiply } from '../../numerics/products';
import { singularValueDecomposition } from '../../numerics/svd';
import { symmetricEigen } from '../../numerics/symmetric-eigen';
import type { KroneckerSum } from '../kronecker-sum';
import { termSpectra } from '../kronecker-sum';
import { memoise } from '../memoise';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters } from './bound-value';
import { structuralRank } from './structural-rank';

const theorem: Theorem = {
  id: 'als',
  title: 'Rayleigh quotients of rank-one matrices (ALS)',
  direction: 'lower',
  certainty: 'bound',
  reference: 'Theory note, section 3.2',
};

const SWEEPS = 6;

/** Rayleigh quotients of Ghat: `largest` <= lambda_max and `smallest` >= smallest nonzero eigenvalue; both 0 when Ghat = 0. */
export interface RayleighQuotients {
  readonly largest: number;
  readonly smallest: number;
}

/**
 * Lower bound on kappa(G) of any linear network: quotients (u (x) v)^T Ghat (u (x) v) for unit u, v, improved by alternating eigenvectors. For
 * the smallest of a singular Ghat, u (x) v stays in range(A_l) (x) range(B_l) of one layer, hence in the range of Ghat. Source: theory note, sections 3.2 and 3.3.
 */
export function alsRayleighBound(sum: KroneckerSum): BoundValue {
  const { largest, smallest } = alsRayleighQuotients(sum);
  return largest > 0 ? given(theorem, largest / smallest) : missing(theorem, noParameters);
}

/** The quotients behind the bound. */
export const alsRayleighQuotients = memoise((sum: KroneckerSum): RayleighQuotients => {
  const spectra = termSpectra(sum);
  const active = sum.terms.map((_, l) => l).filter((l) => spectra[l].rankLeft > 0 && spectra[l].rankData > 0);
  if (active.length === 0) return { largest: 0, smallest: 0 };
  const whole = wholePencil(sum);
  const definite = structuralRank(sum) === sum.outputs * sum.rank;
  return {
    largest: Math.max(...active.map((l) => alternate(whole, l, 'top'))),
    smallest: Math.min(...active.map((l) => alternate(definite ? whole : rangePencil(sum, l), l, 'bottom'))),
  };
});

/** The sum restricted to a subspace of left vectors and one of data vectors. */
interface Pencil {
  readonly left: readonly Side[];
  readonly data: readonly Side[];
}

/** Squares of a factor: the factor itself (vectors times it), and the Gram matrix whose eigenvectors are asked for. */
interface Side {
  readonly factor: Matrix;
  readonly square: Matrix;
}

function wholePencil({ terms }: KroneckerSum): Pencil {
  return { left: terms.map(({ left }) => side(left)), data: terms.map(({ data }) => side(data.transpose())) };
}

function rangePencil(sum: KroneckerSum, l: number): Pencil {
  const { rankLeft, rankData } = termSpectra(sum)[l];
  const leftBasis = firstColumns(singularValueDecomposition(sum.terms[l].left).left, rankLeft);
  const dataBasis = firstColumns(singularValueDecomposition(sum.terms[l].data).right, rankData);
  return {
    left: sum.terms.map(({ left }) => side(transposeMultiply(leftBasis, left))),
    data: sum.terms.map(({ data }) => side(multiply(data, dataBasis).transpose())),
  };
}

function side(factor: Matrix): Side {
  return { factor, square: gram(factor) };
}

/** The best quotient met from layer l's own extreme vector: eigenvectors may be inexact, the quotients are evaluated as they are. */
function alternate({ left, data }: Pencil, l: number, end: 'top' | 'bottom'): number {
  let v = extremeVector([data[l]], [1], end);
  let best = end === 'top' ? 0 : Infinity;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const u = extremeVector(left, weights(data, v), end);
    const leftWeights = weights(left, u);
    v = extremeVector(data, leftWeights, end);
    const quotient = weights(data, v).reduce((total, weight, i) => total + weight * leftWeights[i], 0);
    const gained = end === 'top' ? quotient / best - 1 : best / quotient - 1;
    best = end === 'top' ? Math.max(best, quotient) : Math.min(best, quotient);
    if (gained < 1e-3) break;
  }
  return best;
}

function extremeVector(sides: readonly Side[], weightsOfSides: readonly number[], end: 'top' | 'bottom'): Float64Array {
  const size = sides[0].square.rows;
  const total = new Matrix(size, size);
  sides.forEach(({ square }, i) => square.data.forEach((value, at) => (total.data[at] += weightsOfSides[i] * value)));
  return symmetricEigen(total).vectors.column(end === 'top' ? 0 : size - 1);
}

/** |F_i^T x|^2 of every factor. */
function weights(sides: readonly Side[], vector: Float64Array): number[] {
  const row = new Matrix(1, vector.length, vector);
  return sides.map(({ factor }) => multiply(row, factor).data.reduce((total, value) => total + value * value, 0));
}

function firstColumns(matrix: Matrix, count: number): Matrix {
  const result = new Matrix(matrix.rows, count);
  for (let i = 0; i < matrix.rows; i++) result.data.set(matrix.row(i).subarray(0, count), i * count);
  return result;
}
