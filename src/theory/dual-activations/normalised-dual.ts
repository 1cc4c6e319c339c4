import type { ActivationFunction } from '../../network/activations/activation-function';
import { chebyshevInterpolant } from '../../numerics/chebyshev';
import { memoise } from '../../numerics/memoise';
import { dualActivation, hasClosedForm } from './dual-activation';
import { hermiteDual } from './hermite';
import { activationMoments } from './moments';

/** What one layer makes of the correlation r of two inputs of unit norm: a power series with non-negative coefficients, 1 at r = 1. */
export interface CorrelationMap {
  /** r in [-1, 1]. */
  value(r: number): number;
  /** Its derivative in r, infinite at 1 where the activation jumps. */
  derivative(r: number): number;
}

/**
 * shat(r) = E s~(u) s~(v), s~ = (s - E s) / sd(s); shat(0) = 0, shat'(1) = D. Made for repeated evaluation: a closed form, a Hermite series,
 * or a Chebyshev table in the angle acos r, where the square-root singularities of kinks at r = +-1 are analytic. Absolute error about 1e-14.
 * Source: docs/theory/dual-activations.md 5.
 */
export const normalisedDual: (phi: ActivationFunction) => CorrelationMap = memoise((phi) => {
  const { mean, variance } = activationMoments(phi);
  return mapOf(phi, mean * mean, variance);
});

/** E s(u) s(v) / E s^2, without centring: what a layer of variance-preserving weights does. Evaluated as `normalisedDual`. */
export const rescaledDual: (phi: ActivationFunction) => CorrelationMap = memoise((phi) =>
  mapOf(phi, 0, activationMoments(phi).secondMoment),
);

function mapOf(phi: ActivationFunction, offset: number, scale: number): CorrelationMap {
  const { value, derivative } = unitDual(phi);
  const slope = activationMoments(phi).squaredSlope / scale;
  return {
    value: (r) => (r === 1 ? 1 : (value(r) - offset) / scale),
    derivative: (r) => (r === 1 ? slope : derivative(r) / scale),
  };
}

/** T and Tdot at unit variances. */
const unitDual = memoise((phi: ActivationFunction) => {
  const dual = dualActivation(phi);
  return {
    value: repeatable(phi, phi.value, (r) => dual.value(1, 1, r)),
    derivative: repeatable(phi, phi.derivative, (r) => dual.derivative(1, 1, r)),
  };
});

/** `exact` itself where it is cheap; else the Hermite series of an analytic f, or a table, made when first asked. */
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
