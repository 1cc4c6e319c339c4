/** The equation h = phi(W h + b) of an implicit layer, for many b at once. */
import { type FixedPointSearch, type RowMap, rowsOf } from '../../numerics/fixed-point';
import type { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import type { ActivationFunction } from '../activations/activation-function';

export interface EquilibriumProblem {
  /** units x units. */
  readonly weight: Matrix;
  readonly phi: ActivationFunction;
  /** rows x units. */
  readonly drive: Matrix;
}

/** Goes on from `start` for the rows of the problem; undefined where it cannot help. */
export type EquilibriumMethod = (problem: EquilibriumProblem, start: Matrix) => FixedPointSearch | undefined;

/** On |phi(W h + b) - h| / |h|, what rounding leaves. */
export const TOLERANCE = 4e-15;

/** phi(W h + b). */
export function applied(problem: EquilibriumProblem): RowMap {
  return (points, rows) => {
    const result = preActivations({ ...problem, drive: rowsOf(problem.drive, rows) }, points);
    for (let i = 0; i < result.data.length; i++) result.data[i] = problem.phi.value(result.data[i]);
    return result;
  };
}

/** phi'(W h + b). */
export function slopesAt(problem: EquilibriumProblem, states: Matrix): Matrix {
  const result = preActivations(problem, states);
  for (let i = 0; i < result.data.length; i++) result.data[i] = problem.phi.derivative(result.data[i]);
  return result;
}

/** I - diag(slopes) W, which carries differentials of the state: (I - D W) dh = D (dW h + db). */
export function linearisation(weight: Matrix, slopes: Float64Array): Matrix {
  const result = weight.clone();
  slopes.forEach((slope, i) => {
    const row = result.row(i);
    for (let j = 0; j < row.length; j++) row[j] *= -slope;
    row[i] += 1;
  });
  return result;
}

/** W h + b. */
function preActivations({ weight, drive }: EquilibriumProblem, states: Matrix): Matrix {
  const result = multiplyTransposed(states, weight);
  for (let i = 0; i < result.data.length; i++) result.data[i] += drive.data[i];
  return result;
}
