/** The training of the model itself, with the certificate that it earns on its way. */
import { Matrix } from '../../numerics/matrix';
import { transposeMultiply } from '../../numerics/products';
import { integrate } from '../../numerics/runge-kutta';
import { gramFigures, leastMeanSquareSlope, type MeanFieldModel, stateOf, tangentKernel } from './mean-field-model';

export interface TrainingPoint {
  readonly time: number;
  readonly loss: number;
  /** l(0) exp(-(2 lambda_min(G) / n) int k_s ds), k_s the least mean-square slope at s: what is certain once the path is known. */
  readonly runTimeBound: number;
  /** |H_t - H_0| / |H_0| in the Frobenius norm. */
  readonly kernelDrift: number;
  /** Longest way of a neuron's weights so far, |w_i(t) - w_i(0)|. */
  readonly movement: number;
}

export interface Training {
  readonly points: readonly TrainingPoint[];
  readonly hidden: Matrix;
  /** Why it ended before the last time; null when it did not. */
  readonly reason: string | null;
}

/**
 * w' = -m grad l at the given ascending times, the first of them 0. Source: docs/theory/feature-learning.md 1 (the flow), 4 (the bound).
 */
export function trainByGradientFlow(
  model: MeanFieldModel,
  times: readonly number[],
  { tolerance = 1e-11, maximalSteps = 50_000 } = {},
): Training {
  const { rows, cols } = model.hidden;
  const hiddenOf = (state: Float64Array) => new Matrix(rows, cols, state.subarray(0, rows * cols));
  // The last entry of the state integrates k_s.
  const start = new Float64Array(rows * cols + 1);
  start.set(model.hidden.data);
  const result = integrate(
    (_, state, slope) => {
      const at = stateOf(model, hiddenOf(state));
      slope.set(descent(model, at.preActivations, at.residuals).data);
      slope[rows * cols] = leastMeanSquareSlope(model, at);
    },
    start,
    times,
    { relativeTolerance: tolerance, maximalSteps },
  );
  const { smallest } = gramFigures(model.features);
  const first = tangentKernel(model, stateOf(model));
  const initial = stateOf(model).loss;
  const points = result.states.map((state, k): TrainingPoint => {
    const hidden = hiddenOf(state);
    const at = stateOf(model, hidden);
    const exponent = ((2 * Math.max(0, smallest)) / at.residuals.length) * state[rows * cols];
    return {
      time: result.times[k],
      loss: at.loss,
      runTimeBound: initial * Math.exp(-exponent),
      kernelDrift: distance(tangentKernel(model, at), first) / Math.hypot(...first.data),
      movement: longestWay(hidden, model.hidden),
    };
  });
  return {
    points,
    hidden: hiddenOf(result.states.at(-1)!),
    reason: result.end === 'complete' ? null : 'The flow is too stiff to be followed to the end.',
  };
}

/** w_i' = -(1/n) sum_a r_a c_i s'(u_ai) x_a. */
function descent(model: MeanFieldModel, preActivations: Matrix, residuals: Float64Array): Matrix {
  const { phi, outputWeights, features } = model;
  const pushes = new Matrix(preActivations.rows, preActivations.cols);
  for (let a = 0; a < pushes.rows; a++) {
    const [from, to] = [preActivations.row(a), pushes.row(a)];
    const factor = -residuals[a] / pushes.rows;
    for (let i = 0; i < to.length; i++) to[i] = factor * outputWeights[i] * phi.derivative(from[i]);
  }
  return transposeMultiply(pushes, features);
}

function longestWay(now: Matrix, before: Matrix): number {
  return Math.max(
    ...Array.from({ length: now.rows }, (_, i) => Math.hypot(...now.row(i).map((w, j) => w - before.get(i, j)))),
  );
}

function distance(a: Matrix, b: Matrix): number {
  return Math.hypot(...a.data.map((value, at) => value - b.data[at]));
}
