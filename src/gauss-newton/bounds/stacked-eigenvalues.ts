import { Matrix } from '../../numerics/matrix';
import { triangularFactor } from '../../numerics/qr';
import { certifiedSingularValues } from '../certified-singular-values';
import { decideRank } from '../rank-decision';

export interface WeightedFactor {
  readonly weight: number;
  /** Any number of rows, n columns. */
  readonly factor: Matrix;
}

/**
 * Eigenvalues (descending) of sum_i weight_i F_i^T F_i, as squared singular values of the stacked sqrt(weight_i) F_i:
 * the smallest keep the digits that forming the sum would lose. Fewer than n are returned when the stack has fewer
 * rows; the others are 0.
 */
export function stackedEigenvalues(parts: readonly WeightedFactor[]): Float64Array {
  const stacked = stack(parts.filter(({ weight }) => weight > 0));
  if (stacked.rows === 0) return new Float64Array(0);
  return certifiedSingularValues(stacked).map((value) => value * value);
}

/** Smallest eigenvalue of the n x n sum; 0 when the stack has numerical rank below n. */
export function stackedFloor(parts: readonly WeightedFactor[]): number {
  const stacked = stack(parts.filter(({ weight }) => weight > 0));
  if (stacked.rows === 0 || stacked.rows < stacked.cols) return 0;
  const values = certifiedSingularValues(stacked);
  const { rank } = decideRank(values, stacked.rows, stacked.cols);
  return rank === stacked.cols ? values[rank - 1] ** 2 : 0;
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
