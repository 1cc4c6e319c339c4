/** The neural correlation function N(u) = sum_i t_i . H(x_i; u) of a feed-forward network, and its gradient. */
import { Matrix } from '../../numerics/matrix';
import { multiply, multiplyTransposed, transposeMultiply } from '../../numerics/products';
import { type HomogeneousActivation, homogeneousFunction } from './homogeneous-activation';

export interface CorrelationProblem {
  readonly activation: HomogeneousActivation;
  /** n x d. */
  readonly inputs: Matrix;
  /** t: n x k, minus the slope of the loss at output 0 (docs/theory/early-direction.md 2). */
  readonly targets: Matrix;
}

/** W_1, ..., W_L, outputs x inputs each. */
export type ChainWeights = readonly Matrix[];

export interface Correlation {
  readonly value: number;
  readonly gradient: readonly Matrix[];
}

/** N and its gradient; N is targets . H with the targets held fixed. */
export function correlation(problem: CorrelationProblem, weights: ChainWeights): Correlation {
  const { outputs, pull } = passes(problem, weights);
  return { value: inner(outputs, problem.targets), gradient: pull(problem.targets) };
}

/** H(X; w), n x k, and J^T: from cotangents of the outputs to gradients of the weights. */
export function passes(
  { activation, inputs }: Pick<CorrelationProblem, 'activation' | 'inputs'>,
  weights: ChainWeights,
): { readonly outputs: Matrix; readonly pull: (cotangent: Matrix) => Matrix[] } {
  const s = homogeneousFunction(activation);
  const states = [inputs];
  const slopes: Matrix[] = [];
  let outputs = inputs;
  weights.forEach((weight, l) => {
    outputs = multiplyTransposed(states[l], weight);
    if (l === weights.length - 1) return;
    slopes.push(mapped(outputs, (z) => s.derivative(z)));
    states.push(mapped(outputs, (z) => s.value(z)));
  });
  const pull = (cotangent: Matrix) => {
    const gradient: Matrix[] = [];
    let carried = cotangent;
    for (let l = weights.length - 1; l >= 0; l--) {
      gradient[l] = transposeMultiply(carried, states[l]);
      if (l === 0) break;
      carried = multiply(carried, weights[l]);
      for (let i = 0; i < carried.data.length; i++) carried.data[i] *= slopes[l - 1].data[i];
    }
    return gradient;
  };
  return { outputs, pull };
}

/** Sum of products of entries. */
export function inner(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += a.data[i] * b.data[i];
  return sum;
}

/** All entries of the weights one after another, and back. */
export function flattened(weights: ChainWeights): Float64Array {
  const result = new Float64Array(weights.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of weights) {
    result.set(data, at);
    at += data.length;
  }
  return result;
}

/** Weights of the given widths (d, hidden widths, k) from their entries; views, not copies. */
export function weightsOf(entries: Float64Array, widths: readonly number[]): Matrix[] {
  let at = 0;
  return widths.slice(1).map((rows, l) => {
    const cols = widths[l];
    const weight = new Matrix(rows, cols, entries.subarray(at, at + rows * cols));
    at += rows * cols;
    return weight;
  });
}

function mapped({ rows, cols, data }: Matrix, f: (z: number) => number): Matrix {
  return new Matrix(rows, cols, data.map(f));
}
