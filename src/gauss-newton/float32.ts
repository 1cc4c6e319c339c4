import { Matrix } from '../numerics/matrix';
import { symmetricEigenvalues } from '../numerics/symmetric-eigen';

const EPSILON_32 = 2 ** -23;

/**
 * What the usual float32 recipe reports: eigenvalues of the Gram matrix rounded to float32, those above max(rows, columns) eps_32
 * lambda_max counted as nonzero. Only the rounding of the matrix is imitated, so a real float32 run does no better. Heuristic.
 */
export function float32Spectrum(gram: Matrix, rows: number, columns: number): { kappa: number | null; rank: number } {
  const values = symmetricEigenvalues(new Matrix(gram.rows, gram.cols, Float64Array.from(gram.data, Math.fround)));
  const cut = Math.max(rows, columns) * EPSILON_32 * values[0];
  const rank = values.reduce((count, value) => count + (value > cut ? 1 : 0), 0);
  return { rank, kappa: rank > 0 ? values[0] / values[rank - 1] : null };
}
