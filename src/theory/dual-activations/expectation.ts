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
    phi.breaks.map((at) => at / deviation),
  );
}
