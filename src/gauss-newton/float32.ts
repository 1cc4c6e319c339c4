import { Matrix } from '../numerics/matrix';
import { symmetricEigenvalues } from '../numerics/symmetric-eigen';

const EPSILON_32 = 2 ** -23;
/** Rounding to float32 cannot move the smallest eigenvalue by more than this share: nothing to imitate. */
const HARMLESS = 1e-2;

export interface Float32Outcome {
  readonly kappa: number | null;
  readonly rank: number;
}

/**
 * What the usual float32 recipe reports for a positive semidefinite matrix with `rank` nonzero eigenvalues and condition number kappa:
 * eigenvalues of the Gram matrix rounded to float32, those above size * eps_32 * lambda_max counted as nonzero. Only the rounding of the
 * finished matrix is imitated, so a real float32 run does no better. Heuristic.
 */
export function float32Spectrum(gram: Matrix, { rank, kappa }: { rank: number; kappa: number }): Float32Outcome {
  if (rank === gram.rows && gram.rows * EPSILON_32 * kappa < HARMLESS) return { rank, kappa };
  const values = symmetricEigenvalues(new Matrix(gram.rows, gram.cols, Float64Array.from(gram.data, Math.fround)));
  const cut = gram.rows * EPSILON_32 * values[0];
  const found = values.reduce((count, value) => count + (value > cut ? 1 : 0), 0);
  return { rank: found, kappa: found > 0 ? values[0] / values[found - 1] : null };
}
