import type { ActivationFunction } from '../../network/activations/activation-function';
import { dualActivation } from '../dual-activations/dual-activation';

/** Variances of a fully connected layer: weights weightVariance / fan-in each, biases biasVariance. */
export interface LayerVariances {
  /** sigma_w^2. */
  readonly weight: number;
  /** sigma_b^2. */
  readonly bias: number;
}

/** Variances and covariance of a pre-activation for two inputs. */
export interface Covariance {
  readonly q1: number;
  readonly q2: number;
  readonly c12: number;
}

/** q_{l+1} = sigma_w^2 E phi(sqrt(q) z)^2 + sigma_b^2. Source: docs/theory/mean-field.md 1. */
export function nextVariance(phi: ActivationFunction, { weight, bias }: LayerVariances, q: number): number {
  return weight * dualActivation(phi).value(q, q, q) + bias;
}

/** The variances and the covariance one layer on. Source: docs/theory/mean-field.md 1. */
export function nextCovariance(
  phi: ActivationFunction,
  { weight, bias }: LayerVariances,
  { q1, q2, c12 }: Covariance,
): Covariance {
  const { value } = dualActivation(phi);
  const next = (one: number, other: number, covariance: number) => weight * value(one, other, covariance) + bias;
  return { q1: next(q1, q1, q1), q2: next(q2, q2, q2), c12: next(q1, q2, c12) };
}

/** chi(q) = sigma_w^2 E phi'(sqrt(q) z)^2, the factor of squared gradient norms. Source: docs/theory/mean-field.md 1. */
export function gradientFactor(phi: ActivationFunction, weight: number, q: number): number {
  return weight * dualActivation(phi).derivative(q, q, q);
}
