import { adaptiveIntegral } from '../../numerics/gauss-legendre';
import { millsRatio } from '../../numerics/special-functions';
import { geometricMean } from './closed-forms';
import type { CorrelatedExpectation } from './correlated-expectation';
import { arcCosineKernel } from './homogeneous';

const MILLS_AT_ZERO = millsRatio(0);

/**
 * Dual of scale x for x > 0, scale alpha (e^x - 1) below: in polar coordinates the radial integrals are Mills ratios M, one integral over the
 * angle is left, and where both are positive not even that. Source: docs/theory/dual-activations.md 2.
 */
export function exponentialLinearDual(alpha: number, scale: number): CorrelatedExpectation {
  return {
    value(q1, q2, r) {
      const angle = Math.acos(r);
      const mixed = overBoth(q1, q2, angle, (a, b) => a * ((1 + b * b) * millsRatio(b) - b - MILLS_AT_ZERO));
      const sum = (a: number, b: number) => (a + b) * millsRatio(a + b);
      const negative =
        q1 === q2
          ? overSector(q1, q2, Math.PI - angle, (a, b) => 2 * a * millsRatio(a) - sum(a, b))
          : overSector(q1, q2, Math.PI - angle, (a, b) => a * millsRatio(a) + b * millsRatio(b) - sum(a, b));
      return scale ** 2 * (geometricMean(q1, q2) * arcCosineKernel(1, r) + alpha * mixed + alpha ** 2 * negative);
    },
    derivative(q1, q2, r) {
      const angle = Math.acos(r);
      const mixed = overBoth(q1, q2, angle, decayMoment);
      const negative = overSector(q1, q2, Math.PI - angle, (a, b) => decayMoment(a + b));
      return scale ** 2 * (arcCosineKernel(0, r) + alpha * mixed + alpha ** 2 * negative);
    },
  };
}

/** Of f(a, b) + f(b, a), whose integrals are equal where the variances are. */
function overBoth(q1: number, q2: number, angle: number, f: (a: number, b: number) => number): number {
  if (q1 === q2) return 2 * overSector(q1, q2, angle, f);
  return overSector(q1, q2, angle, f) + overSector(q1, q2, angle, (a, b) => f(b, a));
}

/** (1 / 2 pi) times the integral over a sector between zeros of u and v, on whose rays |u| = a R and |v| = b R. */
function overSector(q1: number, q2: number, angle: number, f: (a: number, b: number) => number): number {
  const [s1, s2] = [Math.sqrt(q1), Math.sqrt(q2)];
  const integrand = (x: number) => f(s1 * Math.sin(x), s2 * Math.sin(angle - x));
  return adaptiveIntegral(integrand, 0, angle, 1e-15 * Math.sqrt(1 + q1 * q2)) / (2 * Math.PI);
}

/** int_0^inf R e^{-b R - R^2/2} dR. */
function decayMoment(b: number): number {
  return 1 - b * millsRatio(b);
}
