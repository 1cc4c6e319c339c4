import { Matrix } from '../numerics/matrix';
import { symmetricEigenvalues } from '../numerics/symmetric-eigen';
import { addTo, dot, norm } from '../numerics/vectors';
import { EPSILON_32, float32Cut, float32Rank } from './float32-rank';
import type { MeasuredSpectrum } from './spectrum';

/** Rounding to float32 cannot move the smallest eigenvalue by more than this share: nothing to imitate. */
const HARMLESS = 1e-2;
/** Relative error of an eigenvalue of the rounded matrix that is good enough for what is said of it. */
const ENOUGH = 1e-3;

export interface Float32Outcome {
  /** Within a thousandth. */
  readonly kappa: number | null;
  readonly rank: number;
}

type Measured = Pick<MeasuredSpectrum, 'gram' | 'values' | 'vectors' | 'rank' | 'kappa'>;

/**
 * What the usual float32 recipe reports for the Gram matrix of a measured spectrum: eigenvalues of the matrix rounded to float32, those above
 * size * eps_32 * lambda_max counted as nonzero. Only the rounding of the finished matrix is imitated, so a real float32 run does no better.
 * Heuristic.
 */
export function float32Spectrum(measured: Measured): Float32Outcome {
  const { gram, rank, kappa } = measured;
  if (rank === gram.rows && gram.rows * EPSILON_32 * kappa < HARMLESS) return { rank, kappa };
  return fromVectors(measured) ?? fromEigenvalues(gram);
}

function fromEigenvalues({ rows, cols, data }: Matrix): Float32Outcome {
  const values = symmetricEigenvalues(new Matrix(rows, cols, Float64Array.from(data, Math.fround)));
  const found = float32Rank(values);
  return { rank: found, kappa: found > 0 ? values[0] / values[found - 1] : null };
}

/**
 * From the eigenvectors at both ends, which rounding hardly moves: Rayleigh quotients of the rounded matrix with the errors of Kato and Temple. Undefined
 * where those are too large, or where rounding may move an eigenvalue across the cut.
 */
function fromVectors({ gram, values, vectors }: Measured): Float32Outcome | undefined {
  const moved = distanceToRounded(gram);
  const cut = float32Cut(values);
  const isNear = (value: number) => Math.abs(value - cut) <= moved + gram.rows * EPSILON_32 * moved;
  const rank = float32Rank(values);
  if (rank === 0 || values.some(isNear)) return undefined;
  const ends = [0, rank - 1];
  const [top, last] = ends.map((end) => {
    // One at a time, as the spectrum has them.
    const [vector] = vectors([end]);
    const image = roundedTimes(gram, vector);
    const value = dot(image, vector);
    addTo(image, vector, -value);
    const residual = norm(image);
    const others = [values[end - 1], values[end + 1]].filter((other) => other !== undefined);
    const gap = Math.min(...others.map((other) => Math.abs(other - value) - moved));
    return { value, error: gap > residual ? residual ** 2 / gap : residual };
  });
  if (!(top.error <= ENOUGH * top.value && last.error <= ENOUGH * last.value)) return undefined;
  return { rank, kappa: top.value / last.value };
}

/** Frobenius norm of what rounding changes; reads the lower triangle. */
function distanceToRounded(matrix: Matrix): number {
  let sum = 0;
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    for (let j = 0; j <= i; j++) sum += (j < i ? 2 : 1) * (row[j] - Math.fround(row[j])) ** 2;
  }
  return Math.sqrt(sum);
}

/** Reads the lower triangle. */
function roundedTimes(matrix: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    let sum = Math.fround(row[i]) * vector[i];
    for (let j = 0; j < i; j++) {
      const entry = Math.fround(row[j]);
      sum += entry * vector[j];
      result[j] += entry * vector[i];
    }
    result[i] += sum;
  }
  return result;
}
