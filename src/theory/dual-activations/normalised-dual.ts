import type { ActivationFunction } from '../../network/activations/activation-function';
import { chebyshevInterpolant } from '../../numerics/chebyshev';
import { memoise } from '../../numerics/memoise';
import { dualActivation, hasClosedForm } from './dual-activation';
import { hermiteDual } from './hermite';
import { activationMoments } from './moments';

/** shat(r) = E s~(u) s~(v) for standard normals of correlation r, s~ = (s - E s) / sd(s). */
export interface NormalisedDual {
  /** shat(r), r in [-1, 1]; shat(0) = 0 and shat(1) = 1. */
  value(r: number): number;
  /** shat'(r); shat'(1) = D, infinite where s jumps. */
  derivative(r: number): number;
}

/**
 * The normalised dual of an activation, made for repeated evaluation: a closed form, a Hermite series, or a Chebyshev table in the angle
 * acos r, where the square-root singularities of kinks at r = +-1 are analytic. Absolute error about 1e-13. Source: docs/theory/dual-activations.md 5.
 */
export const normalisedDual: (phi: ActivationFunction) => NormalisedDual = memoise((phi) => {
  const { mean, variance, normalisedSlope } = activationMoments(phi);
  const dual = dualActivation(phi);
  const value = repeatable(
    phi,
    (x) => phi.value(x),
    (r) => dual.value(1, 1, r),
  );
  const derivative = repeatable(
    phi,
    (x) => phi.derivative(x),
    (r) => dual.derivative(1, 1, r),
  );
  return {
    value: (r) => (r === 1 ? 1 : (value(r) - mean * mean) / variance),
    derivative: (r) => (r === 1 ? normalisedSlope : derivative(r) / variance),
  };
});

/** T(1, 1, r) of f, where `exact` computes one: a closed form, the Hermite series of an analytic f, or a table made when first asked. */
function repeatable(
  phi: ActivationFunction,
  f: (x: number) => number,
  exact: (r: number) => number,
): (r: number) => number {
  if (hasClosedForm(phi)) return exact;
  let table: ((r: number) => number) | undefined;
  return (r) => (table ??= (phi.breaks.length === 0 && hermiteDual(f, 1)) || angularTable(exact))(r);
}

/** Chebyshev table in the angle. */
function angularTable(exact: (r: number) => number): (r: number) => number {
  const interpolant = chebyshevInterpolant((x) => exact(Math.cos((Math.PI * (1 - x)) / 2)));
  return (r) => interpolant(1 - (2 * Math.acos(r)) / Math.PI);
}
