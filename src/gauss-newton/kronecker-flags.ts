import { Lanczos } from '../numerics/lanczos';
import { Matrix } from '../numerics/matrix';
import { nearDiagonal } from '../numerics/near-diagonal';
import { columnGram, multiply, transposeMultiply } from '../numerics/products';
import { orthonormalFactor } from '../numerics/qr';
import { randomStream } from '../numerics/random';
import { CholeskyFactor } from '../numerics/resident';
import { singularValueDecomposition } from '../numerics/svd';
import { symmetricEigen } from '../numerics/symmetric-eigen';
import { addTo } from '../numerics/vectors';
import { certifiedSingularValues, gramError } from './certified-singular-values';
import { type KroneckerSum, termSpectra, termSquares } from './kronecker-sum';
import { decideRank } from './rank-decision';

/** One term in coordinates in which axes span the range of Ghat. */
export interface RotatedTerm {
  /** U^T A_l U, p x p. */
  readonly outputs: Matrix;
  /** V^T B_l V, q x q. */
  readonly data: Matrix;
}

/**
 * Ghat in such coordinates: a p x q matrix with free entries (i, j), j < extents[i], and zeros elsewhere stands for a vector of the
 * range.
 */
export interface FlagCoordinates {
  readonly terms: readonly RotatedTerm[];
  /** U, k x p with orthonormal columns. */
  readonly outputBasis: Matrix;
  /** V, r x q with orthonormal columns; absent where it is the identity. */
  readonly dataBasis?: Matrix;
  /** By output coordinate. */
  readonly extents: Int32Array;
}

/** Rounding must not come near the smallest eigenvalue that tells a definite matrix. */
const CERTAIN = 1e-3;

/**
 * Coordinates adapted to the ranges of A_l, which grow along a chain, and of B_l, which shrink; among the bases of the outputs one that
 * comes near to diagonalising all A_l. Undefined where the ranges are not nested and Ghat is not certainly definite. Source:
 * docs/theory/gauss-newton.md 1.4.
 */
export function flagCoordinates(sum: KroneckerSum): FlagCoordinates | undefined {
  const { left: outputs, data } = termSquares(sum);
  if (isDefinite(sum)) {
    const basis = symmetricEigen(outputs[0]).vectors;
    const terms = outputs.map((square, l) => ({ outputs: conjugate(square, basis), data: data[l] }));
    return { terms, outputBasis: basis, extents: new Int32Array(sum.outputs).fill(sum.rank) };
  }
  return sum.nested ? nestedCoordinates(sum, outputs) : undefined;
}

export function traceOf(matrix: Matrix): number {
  let sum = 0;
  for (let i = 0; i < matrix.rows; i++) sum += matrix.get(i, i);
  return sum;
}

/** Whether sum_l lambda_min(A_l) B_l <= Ghat is definite beyond rounding. */
function isDefinite(sum: KroneckerSum): boolean {
  const { terms, rank } = sum;
  const { left: outputs, data } = termSquares(sum);
  const weights = terms.map(({ left }, l) => {
    if (left.rows > left.cols) return 0;
    const values = certifiedSingularValues(left, outputs[l]);
    const isFull = decideRank(values, left.rows, left.cols).rank === left.rows;
    return isFull ? values[left.rows - 1] ** 2 : 0;
  });
  const trace = data.reduce((total, square, l) => total + weights[l] * traceOf(square), 0);
  const isSafe = (smallest: number) => gramError(rank, trace / smallest) < CERTAIN;
  // White data tell at once.
  const least = data.reduce((total, square, l) => total + weights[l] * Math.min(...(nearDiagonal(square) ?? [0])), 0);
  if (least > 0 && isSafe(least)) return true;
  const floor = new Matrix(rank, rank);
  data.forEach((square, l) => addTo(floor.data, square.data, weights[l]));
  const factor = CholeskyFactor.of(floor);
  if (!factor) return false;
  const inverse = new Lanczos(rank, (vector) => factor.solve(vector)).run({
    minSteps: 10,
    maxSteps: 30,
    tolerance: 0.1,
  });
  return isSafe(1 / (inverse.value + inverse.error));
}

function nestedCoordinates(sum: KroneckerSum, squares: readonly Matrix[]): FlagCoordinates {
  const spectra = termSpectra(sum);
  const left = spectra.map(({ rankLeft }) => rankLeft);
  const right = spectra.map(({ rankData }) => rankData);
  const outputFlag = flagBasis(sum.terms.map((term) => term.left.transpose()), left); // prettier-ignore
  const dataBasis = flagBasis(sum.terms.map(({ data }) => data).toReversed(), right.toReversed()); // prettier-ignore
  const outputBasis = diagonalisedWithin(outputFlag, levelsOf(left), squares);
  const terms = sum.terms.map(({ data }, l) => ({
    outputs: conjugate(squares[l], outputBasis),
    data: columnGram(multiply(data, dataBasis)),
  }));
  const extents = Int32Array.from({ length: outputBasis.cols }, (_, i) => right[left.findIndex((rank) => rank > i)]);
  return { terms, outputBasis, dataBasis, extents };
}

/**
 * Orthonormal columns: the first ranks[i] of them span the row space of factors[i], for row spaces each of which contains those before it.
 */
function flagBasis(factors: readonly Matrix[], ranks: readonly number[]): Matrix {
  const size = factors[0].cols;
  return levelsOf(ranks).reduce(
    (basis, { from, to }) => orthonormalFactor(beside(basis, newDirections(basis, { from, to }))),
    new Matrix(size, 0),
  );

  function newDirections(basis: Matrix, { from, to }: Level): Matrix {
    if (to === size) return new Matrix(size, to - from, randomStream(1, 'complement').normals(size * (to - from)));
    const same = factors.filter((_, l) => ranks[l] === to);
    const smallest = same.reduce((least, factor) => (factor.rows < least.rows ? factor : least));
    return columnsOf(singularValueDecomposition(complement(smallest, basis)).right, 0, to - from);
  }
}

interface Level {
  readonly from: number;
  readonly to: number;
}

/** Where ranks that do not decrease step up. */
function levelsOf(ranks: readonly number[]): readonly Level[] {
  const distinct = [...new Set(ranks)].filter((rank) => rank > 0);
  return distinct.map((to, i) => ({ from: i === 0 ? 0 : distinct[i - 1], to }));
}

/** Each level's columns turned to the eigenvectors of the first term that it belongs to. */
function diagonalisedWithin(flag: Matrix, levels: readonly Level[], squares: readonly Matrix[]): Matrix {
  return levels.reduce(
    (basis, { from, to }) => {
      const columns = columnsOf(flag, from, to);
      const total = squares.map((square) => conjugate(square, columns)).find((square) => traceOf(square) > 0);
      return total ? beside(basis, multiply(columns, symmetricEigen(total).vectors)) : basis;
    },
    new Matrix(flag.rows, 0),
  );
}

/** F (I - Q Q^T) */
function complement(factor: Matrix, basis: Matrix): Matrix {
  const part = multiply(multiply(factor, basis), basis.transpose());
  return new Matrix(factor.rows, factor.cols, factor.data.map((value, at) => value - part.data[at])); // prettier-ignore
}

/** Q^T A Q */
function conjugate(square: Matrix, basis: Matrix): Matrix {
  return transposeMultiply(basis, multiply(square, basis));
}

function beside(a: Matrix, b: Matrix): Matrix {
  const result = new Matrix(a.rows, a.cols + b.cols);
  for (let i = 0; i < a.rows; i++) {
    result.row(i).set(a.row(i));
    result.row(i).set(b.row(i), a.cols);
  }
  return result;
}

function columnsOf(matrix: Matrix, from: number, to: number): Matrix {
  const result = new Matrix(matrix.rows, to - from);
  for (let i = 0; i < matrix.rows; i++) result.row(i).set(matrix.row(i).subarray(from, to));
  return result;
}
