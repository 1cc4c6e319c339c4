/** Kernels of an infinitely wide implicit layer and of the network f = v . h* that reads it. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { Matrix } from '../../numerics/matrix';
import { gram } from '../../numerics/products';
import { symmetricEigenvalues } from '../../numerics/symmetric-eigen';
import type { Certainty, Unavailable } from '../certainty';
import { expectation } from '../dual-activations/expectation';
import { preparedDual } from '../dual-activations/prepared-dual';

/** W_ij ~ N(0, weight^2 / units), U_ij ~ N(0, input^2 / d), v_i ~ N(0, output^2 / units), b_i ~ N(0, bias^2). */
export interface EquilibriumDeviations {
  readonly weight: number;
  readonly input: number;
  readonly output: number;
  readonly bias?: number;
}

export interface EquilibriumKernel {
  /** Sigma*: covariance of W h* + U x + b, n x n. */
  readonly covariance: Matrix;
  /** Tdot(Sigma*). */
  readonly slopes: Matrix;
  /** K = sigma_v^2 T(Sigma*), covariance of the outputs. */
  readonly output: Matrix;
  /** Neural tangent kernel of W, U and v. */
  readonly tangent: Matrix;
  /** Ascending. */
  readonly outputEigenvalues: readonly number[];
  readonly tangentEigenvalues: readonly number[];
  readonly certainty: Certainty;
}

/**
 * Sigma* = sigma_w^2 T(Sigma*) + sigma_u^2 X X^T / d + sigma_b^2, entry by entry, diagonal first; K and the tangent kernel from it. A reason
 * where the variances grow without bound. inputs: n x d. Source: docs/theory/equilibrium.md 3.
 */
export function equilibriumKernel(
  phi: ActivationFunction,
  inputs: Matrix,
  deviations: EquilibriumDeviations,
): EquilibriumKernel | Unavailable {
  const { weight, output: outputDeviation } = deviations;
  const source = sourceCovariance(inputs, deviations);
  const variances = diagonalOf(source).map((variance) => equilibriumVariance(phi, weight, variance));
  if (variances.some((variance) => !Number.isFinite(variance)))
    return { reason: 'The variance of the state grows from iteration to iteration: sigma_w is too large.' };
  const dual = preparedDual(phi, variances);
  const covariance = symmetric(inputs.rows, (i, j) => {
    const pair: CovariancePair = {
      gain: weight ** 2,
      source: source.get(i, j),
      largest: Math.sqrt(variances[i] * variances[j]),
      value: (c) => dual.value(i, j, c),
      slope: (c) => dual.derivative(i, j, c),
    };
    return i === j ? variances[i] : equilibriumCovariance(pair);
  });
  const slopes = symmetric(inputs.rows, (i, j) => dual.derivative(i, j, covariance.get(i, j)));
  const output = symmetric(inputs.rows, (i, j) => outputDeviation ** 2 * dual.value(i, j, covariance.get(i, j)));
  const tangent = symmetric(inputs.rows, (i, j) => {
    const slope = slopes.get(i, j);
    const carried = (slope / (1 - weight ** 2 * slope)) * covariance.get(i, j);
    return output.get(i, j) + outputDeviation ** 2 * carried;
  });
  return {
    covariance,
    slopes,
    output,
    tangent,
    outputEigenvalues: [...symmetricEigenvalues(output)].reverse(),
    tangentEigenvalues: [...symmetricEigenvalues(tangent)].reverse(),
    certainty: 'infinite-width',
  };
}

/** sigma_u^2 X X^T / d + sigma_b^2, the covariance that every iteration adds anew. */
export function sourceCovariance(inputs: Matrix, { input, bias = 0 }: EquilibriumDeviations): Matrix {
  const result = gram(inputs);
  for (let i = 0; i < result.data.length; i++) result.data[i] = (input ** 2 * result.data[i]) / inputs.cols + bias ** 2;
  return result;
}

/** Beyond it a variance counts as infinite. */
const OVERFLOW = 1e12;

/**
 * q = sigma_w^2 E phi(sqrt(q) z)^2 + source, the first solution above the source: Newton's method where it comes closer, plain iteration
 * where it does not. Infinite where there is none.
 */
export function equilibriumVariance(phi: ActivationFunction, weightDeviation: number, source: number): number {
  const gain = weightDeviation ** 2;
  const next = (q: number) => gain * expectation(phi, q, (x) => phi.value(x) ** 2) + source;
  let q = next(source);
  let image = next(q);
  for (let step = 0; step < 500; step++) {
    if (!(q < OVERFLOW)) return Infinity;
    const error = image - q;
    if (Math.abs(error) <= 4e-16 * q) return image;
    const slope = gain * varianceSlope(phi, q);
    const jump = q + error / (1 - slope);
    const landing = slope < 1 && jump > 0 ? next(jump) : NaN;
    if (Math.abs(landing - jump) < Math.abs(error)) [q, image] = [jump, landing];
    // The last digits: nothing comes closer any more.
    else if (Math.abs(error) <= 1e-14 * q) return image;
    else [q, image] = [image, next(image)];
  }
  return Infinity;
}

/** d/dq E phi(sqrt(q) z)^2 = E [phi'^2 + phi phi''], by Stein's lemma without second derivatives. */
export function varianceSlope(phi: ActivationFunction, q: number): number {
  if (q === 0) return phi.derivative(0) ** 2;
  return expectation(phi, q, (x) => x * phi.value(x) * phi.derivative(x)) / q;
}

interface CovariancePair {
  /** sigma_w^2. */
  readonly gain: number;
  readonly source: number;
  /** sqrt(q1 q2). */
  readonly largest: number;
  /** T and Tdot at these variances. */
  readonly value: (c: number) => number;
  readonly slope: (c: number) => number;
}

/** c = sigma_w^2 T(q1, q2, c) + source by Newton's method: the right side has a slope below 1. */
function equilibriumCovariance({ gain, source, largest, value, slope }: CovariancePair): number {
  const within = (c: number) => Math.max(-largest, Math.min(largest, c));
  let c = within(source);
  let least = Infinity;
  for (let step = 0; step < 200; step++) {
    const error = gain * value(c) + source - c;
    if (Math.abs(error) <= 2e-16 * largest || (step > 4 && Math.abs(error) >= least)) break;
    least = Math.abs(error);
    c = within(c + error / Math.max(1 - gain * slope(c), 1e-3));
  }
  return c;
}

function diagonalOf(a: Matrix): number[] {
  return Array.from({ length: a.rows }, (_, i) => a.get(i, i));
}

function symmetric(size: number, entry: (i: number, j: number) => number): Matrix {
  const result = new Matrix(size, size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const value = entry(i, j);
      result.set(i, j, value);
      result.set(j, i, value);
    }
  return result;
}
