import type { ActivationFunction } from '../../network/activations/activation-function';
import { gaussianExpectation } from '../../numerics/gaussian-expectation';

/** E phi(x), x ~ N(0, q). */
export function activationMean(phi: ActivationFunction, q: number): number {
  return expectation(phi, q, (x) => phi.value(x));
}

/** E f(x), x ~ N(0, q), f with the breaks of phi. */
export function expectation(phi: ActivationFunction, q: number, f: (x: number) => number): number {
  if (q === 0) return f(0);
  const deviation = Math.sqrt(q);
  return gaussianExpectation(
    (z) => f(deviation * z),
    integrationBreaks(phi, q).map((at) => at / deviation),
  );
}

/** From this variance on rules for analytic functions need more points than adaptive quadrature. */
const STEEP = 200;
/** Beyond it the analytic activations are straight, flat or periodic: tanh(40) = 1 - 4e-35. */
const BEND = 40;

/**
 * Where an integral over inputs of variance q is split: at the breaks of phi, and, where an analytic phi is steep beside the density, about
 * the bend at 0, which adaptive quadrature would step over.
 */
export function integrationBreaks({ breaks }: ActivationFunction, q: number): readonly number[] {
  return breaks.length > 0 || q < STEEP ? breaks : [-BEND, 0, BEND];
}
