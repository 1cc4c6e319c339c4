import { Matrix } from '../../numerics/matrix';
import { triangularFactor } from '../../numerics/qr';
import { addTo } from '../../numerics/vectors';
import { certifiedEigenvalues, certifiedSingularValues } from '../certified-singular-values';
import { decideRank } from '../rank-decision';

export interface WeightedFactor {
  readonly weight: number;
  /** Any number of rows, n columns. */
  readonly factor: Matrix;
  /** F^T F */
  readonly square: Matrix;
}

/**
 * Eigenvalues (descending) of sum_i weight_i F_i^T F_i: of the sum where its error bar allows, else as squared singular values of the
 * stacked sqrt(weight_i) F_i, where the smallest keep the digits that forming the sum loses. Fewer than n are returned when the stack has
 * fewer rows; the others are 0.
 */
export function stackedEigenvalues(parts: readonly WeightedFactor[]): Float64Array {
  const active = parts.filter(({ weight }) => weight > 0);
  if (active.length === 0) return new Float64Array(0);
  const mayBeDefinite = rowsOf(active) >= active[0].square.rows;
  const eigenvalues = mayBeDefinite ? certifiedEigenvalues(sumOf(active)) : undefined;
  return eigenvalues ?? certifiedSingularValues(stack(active)).map((value) => value * value);
}

/** Smallest eigenvalue of the n x n sum, whose factors are products of as many matrices as it has parts; 0 when it may be singular. */
export function stackedFloor(parts: readonly WeightedFactor[]): number {
  const active = parts.filter(({ weight }) => weight > 0);
  const size = parts[0].square.rows;
  const rows = rowsOf(active);
  if (rows < size) return 0;
  const values = stackedEigenvalues(active);
  return decideRank(values.map(Math.sqrt), rows, size, parts.length).surelyNonzero === size ? values[size - 1] : 0;
}

/** Of the stack, with tall factors compressed. */
function rowsOf(parts: readonly WeightedFactor[]): number {
  return parts.reduce((total, { factor, square }) => total + Math.min(factor.rows, square.rows), 0);
}

/** sum_i weight_i F_i^T F_i */
function sumOf(parts: readonly WeightedFactor[]): Matrix {
  const { rows, cols } = parts[0].square;
  const result = new Matrix(rows, cols);
  parts.forEach(({ weight, square }) => addTo(result.data, square.data, weight));
  return result;
}

function stack(parts: readonly WeightedFactor[]): Matrix {
  const blocks = parts.map(({ weight, factor }) => compress(factor).scale(Math.sqrt(weight)));
  const rows = blocks.reduce((total, block) => total + block.rows, 0);
  const result = new Matrix(rows, blocks[0]?.cols ?? 0);
  let offset = 0;
  for (const block of blocks) {
    result.data.set(block.data, offset);
    offset += block.data.length;
  }
  return result;
}

/** A tall factor and its triangular factor have the same Gram matrix. */
function compress(factor: Matrix): Matrix {
  return factor.rows > factor.cols ? triangularFactor(factor) : factor;
}
