import type { ActivationFunction } from '../../network/activations/activation-function';
import { gaussianExpectation } from '../../numerics/gaussian-expectation';
import { memoise } from '../../numerics/memoise';

/** What a standard normal input makes of an activation s; s~ = (s - mean) / deviation is its normalised form. */
export interface ActivationMoments {
  /** E s. */
  readonly mean: number;
  /** E s^2. */
  readonly secondMoment: number;
  /** E s^2 - (E s)^2. */
  readonly variance: number;
  readonly deviation: number;
  /** E z s = E s', the linear part. */
  readonly linearPart: number;
  /** mu = 1 - (E z s~)^2, the nonlinear share of the variance: 0 for linear s only, at most 1. */
  readonly nonlinearity: number;
  /** E s'^2; infinite where s jumps. */
  readonly squaredSlope: number;
  /** D = E s'^2 / variance = chi_1 of the normalised network, never below 1 + mu. */
  readonly normalisedSlope: number;
  /** d/dq E s~(sqrt(q) z)^2 at q = 1: below 1 norms contract to 1, above they run away. */
  readonly lengthSlope: number;
}

/** Source: docs/theory/dual-activations.md 1. Computed once for each activation. */
export const activationMoments: (phi: ActivationFunction) => ActivationMoments = memoise((phi) => {
  const expectation = (f: (z: number) => number, size?: number) => gaussianExpectation(f, phi.breaks, size);
  const mean = expectation((z) => phi.value(z));
  const variance = expectation((z) => (phi.value(z) - mean) ** 2);
  const linearPart = expectation((z) => z * phi.value(z));
  const squaredSlope = hasInfiniteSlope(phi) ? Infinity : expectation((z) => phi.derivative(z) ** 2);
  return {
    mean,
    secondMoment: expectation((z) => phi.value(z) ** 2),
    variance,
    deviation: Math.sqrt(variance),
    linearPart,
    // The residual's own second moment: 1 - linearPart^2 / variance cancels for nearly linear activations.
    nonlinearity: phi.linear ? 0 : expectation((z) => (phi.value(z) - mean - linearPart * z) ** 2, variance) / variance,
    squaredSlope,
    normalisedSlope: phi.linear ? 1 : squaredSlope / variance,
    lengthSlope: phi.linear ? 1 : expectation((z) => z * (phi.value(z) - mean) * phi.derivative(z)) / variance,
  };
});

/** Across a break the value may move by no more than a slope of this size allows. */
const STEEPEST = 1e6;

/** Whether E s'^2 is infinite: s jumps, or rises like a power of at most 1/2. */
function hasInfiniteSlope(phi: ActivationFunction): boolean {
  if (phi.form?.kind === 'relu_power') return phi.form.power <= 1 / 2;
  const distance = 1e-9;
  return phi.breaks.some(
    (at) => Math.abs(phi.value(at + distance) - phi.value(at - distance)) > 2 * distance * STEEPEST,
  );
}
