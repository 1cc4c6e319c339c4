import { Matrix } from '../numerics/matrix';
import { nearDiagonal } from '../numerics/near-diagonal';
import { columnGram, gram } from '../numerics/products';
import { nonzeroColumns } from '../numerics/nonzero-columns';
import { triangularFactor } from '../numerics/qr';
import { singularValueDecomposition } from '../numerics/svd';
import { scale } from '../numerics/vectors';
import { certifiedSingularValues } from './certified-singular-values';
import { decideRank } from './rank-decision';

/** r rows whose sum of outer products is the second moment of the data, and what a bias multiplies on each. */
export interface SecondMomentFactor {
  /** r x d. */
  readonly samples: Matrix;
  /** r; zeros when the network has no bias. */
  readonly ones: Float64Array;
  /** Nonzero eigenvalues of the second moment of x (of [x; 1] with biases), descending. */
  readonly eigenvalues: Float64Array;
  /** Whether the second moment is nonsingular. */
  readonly full: boolean;
  /** Whether its rank is beyond doubt; where it is not, `samples` keep every direction that may count. */
  readonly rankCertain: boolean;
}

/**
 * S^T with S S^T = (1/n) sum x x^T (x -> [x; 1] with biases), r = rank rows. A linear network's J_i is linear in [x_i;
 * 1], so these rows may stand for the data (docs/theory/gauss-newton.md 1.3, 1.6). The triangular factor is used where
 * it has full rank, a diagonal one where the second moment is diagonal but for rounding; singular vectors where it has not. inputs: n x d.
 */
export function secondMomentFactor(inputs: Matrix, biased: boolean): SecondMomentFactor {
  const scaled = augmentAndScale(inputs, biased);
  const { compact, kept } = dropZeroColumns(scaled);
  const factor = compact.rows > compact.cols ? triangularFactor(compact) : compact;
  const square = factor.rows < factor.cols ? gram(factor) : columnGram(factor);
  const values = certifiedSingularValues(factor, square);
  const { possiblyNonzero: rank, certain } = decideRank(values, compact.rows, compact.cols);
  const rows = rank === factor.rows ? (diagonalFactor(factor, square) ?? factor) : principalRows(factor, rank);
  const expanded = expandColumns(rows, kept, scaled.cols);
  return {
    samples: columns(expanded, 0, inputs.cols),
    ones: biased ? expanded.column(inputs.cols) : new Float64Array(rank),
    eigenvalues: values.slice(0, rank).map((value) => value * value),
    full: rank === scaled.cols,
    rankCertain: certain,
  };
}

function augmentAndScale(inputs: Matrix, biased: boolean): Matrix {
  const factor = 1 / Math.sqrt(inputs.rows);
  if (!biased) return inputs.scale(factor);
  const result = new Matrix(inputs.rows, inputs.cols + 1);
  for (let i = 0; i < inputs.rows; i++) {
    const row = result.row(i);
    row.set(inputs.row(i));
    row[inputs.cols] = 1;
    scale(row, factor);
  }
  return result;
}

/** Pixels that are never lit make the factor singular to no purpose. */
function dropZeroColumns(matrix: Matrix): { compact: Matrix; kept: number[] } {
  const kept = nonzeroColumns(matrix);
  if (kept.length === matrix.cols) return { compact: matrix, kept };
  const compact = new Matrix(matrix.rows, kept.length);
  for (let i = 0; i < matrix.rows; i++) kept.forEach((j, column) => compact.set(i, column, matrix.get(i, j)));
  return { compact, kept };
}

function expandColumns(matrix: Matrix, kept: readonly number[], width: number): Matrix {
  if (kept.length === width) return matrix;
  const result = new Matrix(matrix.rows, width);
  for (let i = 0; i < matrix.rows; i++) kept.forEach((j, column) => result.set(i, j, matrix.get(i, column)));
  return result;
}

/** Where the second moment `square` is diagonal, as that of orthogonal or whitened data: products with this factor are hardly any work. */
function diagonalFactor(factor: Matrix, square: Matrix): Matrix | undefined {
  const diagonal = square.rows === factor.cols ? nearDiagonal(square) : undefined;
  return diagonal && Matrix.diagonal(diagonal.map(Math.sqrt));
}

/** diag(sigma) V^T, its first `rank` rows. */
function principalRows(matrix: Matrix, rank: number): Matrix {
  const { values, right } = singularValueDecomposition(matrix);
  const result = new Matrix(rank, matrix.cols);
  for (let i = 0; i < rank; i++) for (let j = 0; j < matrix.cols; j++) result.set(i, j, values[i] * right.get(j, i));
  return result;
}

function columns(matrix: Matrix, from: number, to: number): Matrix {
  if (to - from === matrix.cols) return matrix;
  const result = new Matrix(matrix.rows, to - from);
  for (let i = 0; i < matrix.rows; i++) result.row(i).set(matrix.row(i).subarray(from, to));
  return result;
}
