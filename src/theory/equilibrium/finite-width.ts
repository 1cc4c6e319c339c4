/** An implicit layer with given weights, read by f = v . h*. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { solveEquilibrium } from '../../network/operations/equilibrium';
import { applied } from '../../network/operations/equilibrium-problem';
import { pulledBack } from '../../network/operations/equilibrium-differential';
import { picard } from '../../numerics/fixed-point';
import { Matrix } from '../../numerics/matrix';
import { gram, multiply, multiplyTransposed } from '../../numerics/products';
import { symmetricEigenvalues } from '../../numerics/symmetric-eigen';
import type { Certainty, Unavailable } from '../certainty';
import { type MeasuredWellPosedness, measuredWellPosedness } from './well-posedness';

export interface EquilibriumWeights {
  readonly phi: ActivationFunction;
  /** W: units x units. */
  readonly recurrent: Matrix;
  /** U: units x d. */
  readonly injected: Matrix;
  /** v: units. */
  readonly readout: readonly number[];
}

export interface FiniteEquilibrium {
  /** h*, one row a sample. */
  readonly states: Matrix;
  readonly outputs: readonly number[];
  /** s = D (I - W^T D)^-1 v, one row a sample: df = s . (dW h* + dU x) + dv . h*. */
  readonly adjoints: Matrix;
  /** Gram matrix of the rows of the Jacobian in (W, U, v). */
  readonly tangentKernel: Matrix;
  /** Of G = J^T J / n, ascending: eigenvalues of the tangent kernel over n. */
  readonly gaussNewtonEigenvalues: readonly number[];
  readonly wellPosedness: MeasuredWellPosedness;
  /** Bound on |h - h*| of each state, from the residual; null where no theorem gives one. */
  readonly stateErrors: readonly number[] | null;
  readonly certainty: Certainty;
}

/** inputs: n x d. A reason where some state is not found. Source: docs/theory/equilibrium.md 2, 5. */
export function finiteEquilibrium(weights: EquilibriumWeights, inputs: Matrix): FiniteEquilibrium | Unavailable {
  const { phi, recurrent, injected, readout } = weights;
  const problem = { weight: recurrent, phi, drive: multiplyTransposed(inputs, injected) };
  const { states, slopes, residuals, converged } = solveEquilibrium(problem);
  if (converged.includes(false)) return { reason: 'The iteration does not come to rest for every sample.' };
  const seeds = new Matrix(inputs.rows, readout.length);
  for (let i = 0; i < seeds.rows; i++) seeds.row(i).set(readout);
  const adjoints = pulledBack(recurrent, slopes, seeds, 1);
  const tangentKernel = tangentGram(states, adjoints, inputs);
  const wellPosedness = measuredWellPosedness(recurrent, phi, slopes);
  const { contraction } = wellPosedness;
  return {
    states,
    outputs: [...multiply(states, new Matrix(readout.length, 1, Float64Array.from(readout))).data],
    adjoints,
    tangentKernel,
    gaussNewtonEigenvalues: [...symmetricEigenvalues(tangentKernel)].reverse().map((value) => value / inputs.rows),
    wellPosedness,
    stateErrors: contraction < 1 ? [...residuals].map((residual) => residual / (1 - contraction)) : null,
    certainty: 'exact',
  };
}

/** Row i of the Jacobian: d f(x_i) / d(W row-major, U row-major, v). */
export function jacobianRow({ states, adjoints }: FiniteEquilibrium, inputs: Matrix, sample: number): number[] {
  const [state, adjoint, input] = [states.row(sample), adjoints.row(sample), inputs.row(sample)];
  const outer = (right: Float64Array) => [...adjoint].flatMap((left) => [...right].map((value) => left * value));
  return [...outer(state), ...outer(input), ...state];
}

export interface PicardTrace {
  /** |h_k - h*| for k = 1, ..., steps from h_0 = 0. */
  readonly errors: readonly number[];
  /** rho / (1 - rho) |h_k - h_{k-1}|, which no error exceeds; null where rho >= 1. */
  readonly bounds: readonly number[] | null;
}

/** Plain iteration for one sample against its limit. */
export function picardTrace(
  { phi, recurrent, injected }: EquilibriumWeights,
  { states, wellPosedness: { contraction } }: FiniteEquilibrium,
  { inputs, sample, steps }: { readonly inputs: Matrix; readonly sample: number; readonly steps: number },
): PicardTrace {
  const input = new Matrix(1, inputs.cols, inputs.row(sample));
  const map = applied({ weight: recurrent, phi, drive: multiplyTransposed(input, injected) });
  const start = new Matrix(1, states.cols);
  const iterates = Array.from({ length: steps + 1 }, (_, k) =>
    k === 0 ? start : picard(map, start, { tolerance: 0, evaluations: k }).points,
  );
  const distance = (a: Float64Array, b: Float64Array) => Math.hypot(...a.map((value, j) => value - b[j]));
  return {
    errors: iterates.slice(1).map(({ data }) => distance(data, states.row(sample))),
    bounds:
      contraction < 1
        ? iterates.slice(1).map(({ data }, k) => (contraction / (1 - contraction)) * distance(data, iterates[k].data))
        : null,
  };
}

/** (s . s') (h . h' + x . x') + h . h'. */
function tangentGram(states: Matrix, adjoints: Matrix, inputs: Matrix): Matrix {
  const [state, adjoint, input] = [states, adjoints, inputs].map((matrix) => gram(matrix).data);
  return new Matrix(
    states.rows,
    states.rows,
    state.map((value, at) => adjoint[at] * (value + input[at]) + value),
  );
}
