import { adaptiveIntegral } from '../../numerics/gauss-legendre';
import { gaussianExpectation } from '../../numerics/gaussian-expectation';
import { complement, geometricMean } from './closed-forms';
import type { CorrelatedExpectation } from './correlated-expectation';

/**
 * Dual of max(x, 0)^p: (q1 q2)^{p/2} k_p(r), with k_p the arc-cosine kernels (Cho and Saul 2009); Tdot = p^2 (q1 q2)^{(p-1)/2} k_{p-1}(r),
 * infinite at r = 1 for p <= 1/2 and meaningless for the step p = 0. Source: docs/theory/dual-activations.md 2.
 */
export function reluPowerDual(power: number): CorrelatedExpectation {
  return {
    value: (q1, q2, r) => geometricMean(q1, q2) ** power * arcCosineKernel(power, r),
    derivative: (q1, q2, r) =>
      power === 0 ? 0 : power ** 2 * geometricMean(q1, q2) ** (power - 1) * arcCosineKernel(power - 1, r),
  };
}

/** E max(u, 0)^p max(v, 0)^p for unit variances and correlation r. */
export function arcCosineKernel(power: number, r: number): number {
  const angle = Math.PI - Math.acos(r);
  const sine = Math.sqrt(complement(r));
  switch (power) {
    case 0:
      return angle / (2 * Math.PI);
    case 1:
      return (sine + angle * r) / (2 * Math.PI);
    case 2:
      return (3 * r * sine + angle * (1 + 2 * r * r)) / (2 * Math.PI);
    case 3:
      return (sine * (4 + 11 * r * r) + angle * r * (9 + 6 * r * r)) / (2 * Math.PI);
    default:
      return (radialMoment(power) * angularMoment(power, angle)) / (2 * Math.PI);
  }
}

/** int_0^inf R^{2p + 1} e^{-R^2/2} dR. */
function radialMoment(power: number): number {
  return Math.sqrt(2 * Math.PI) * gaussianExpectation((z) => (z > 0 ? z ** (2 * power + 1) : 0), [0]);
}

/** Steepens the start of the integral below, where a fractional power would cost digits. */
const GRADING = 8;

/** int_0^angle (sin x sin(angle - x))^p dx, the sector in which both are positive; twice its first half, x = angle y^GRADING / 2. */
function angularMoment(power: number, angle: number): number {
  const integrand = (y: number) => {
    const x = (angle * y ** GRADING) / 2;
    return (Math.sin(x) * Math.sin(angle - x)) ** power * GRADING * y ** (GRADING - 1);
  };
  return angle * adaptiveIntegral(integrand, 0, 1, 1e-16);
}
