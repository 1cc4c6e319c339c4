import { adaptiveIntegral } from '../../numerics/gauss-legendre';
import { millsRatio } from '../../numerics/special-functions';
import { geometricMean } from './closed-forms';
import type { CorrelatedExpectation } from './correlated-expectation';
import { arcCosineKernel } from './homogeneous';

/**
 * Dual of scale x for x > 0, scale alpha (e^x - 1) below: in polar coordinates the radial integrals are Mills ratios M, one integral over the
 * angle is left, and where both are positive not even that. Source: docs/theory/dual-activations.md 2.
 */
export function exponentialLinearDual(alpha: number, scale: number): CorrelatedExpectation {
  return {
    value(q1, q2, r) {
      const angle = Math.acos(r);
      const mixed =
        overSector(q1, q2, angle, (a, b) => a * ((1 + b * b) * millsRatio(b) - b - millsRatio(0))) +
        overSector(q1, q2, angle, (a, b) => b * ((1 + a * a) * millsRatio(a) - a - millsRatio(0)));
      const negative = overSector(
        q1,
        q2,
        Math.PI - angle,
        (a, b) => a * millsRatio(a) + b * millsRatio(b) - (a + b) * millsRatio(a + b),
      );
      return scale ** 2 * (geometricMean(q1, q2) * arcCosineKernel(1, r) + alpha * mixed + alpha ** 2 * negative);
    },
    derivative(q1, q2, r) {
      const angle = Math.acos(r);
      const mixed =
        overSector(q1, q2, angle, (_, b) => decayMoment(b)) + overSector(q1, q2, angle, (a) => decayMoment(a));
      const negative = overSector(q1, q2, Math.PI - angle, (a, b) => decayMoment(a + b));
      return scale ** 2 * (arcCosineKernel(0, r) + alpha * mixed + alpha ** 2 * negative);
    },
  };
}

/** (1 / 2 pi) times the integral over a sector between zeros of u and v, on whose rays |u| = a R and |v| = b R. */
function overSector(q1: number, q2: number, angle: number, f: (a: number, b: number) => number): number {
  const integrand = (x: number) => f(Math.sqrt(q1) * Math.sin(x), Math.sqrt(q2) * Math.sin(angle - x));
  return adaptiveIntegral(integrand, 0, angle, 1e-15 * Math.sqrt(1 + q1 * q2)) / (2 * Math.PI);
}

/** int_0^inf R e^{-b R - R^2/2} dR. */
function decayMoment(b: number): number {
  return 1 - b * millsRatio(b);
}
