import type { ActivationFunction } from '../../network/activations/activation-function';
import { memoise } from '../../numerics/memoise';
import { closedFormDual, geometricMean } from './closed-forms';
import type { CorrelatedExpectation } from './correlated-expectation';
import { expectation } from './expectation';
import { exponentialLinearDual } from './exponential-linear';
import { reluPowerDual } from './homogeneous';
import { piecewiseLinearDual } from './piecewise-linear';
import { quadratureDual } from './quadrature';
import { standardisedDual } from './standardised';

/** Expectations over zero-mean Gaussians u, v with variances q1, q2 >= 0 and covariance c12, |c12| <= sqrt(q1 q2). */
export interface DualActivation {
  /** T = E phi(u) phi(v). */
  value(q1: number, q2: number, c12: number): number;
  /** Tdot = E phi'(u) phi'(v), the derivative of T in c12 where phi is continuous. */
  derivative(q1: number, q2: number, c12: number): number;
}

/**
 * The dual of an activation: closed forms where there are some, one-dimensional quadrature for piecewise and exponential linear
 * functions and for |correlation| = 1, two-dimensional quadrature otherwise. Relative to E phi(u)^2 the error is about 1e-14. Computed once
 * for each activation. Source: docs/theory/dual-activations.md 1.
 */
export const dualActivation: (phi: ActivationFunction) => DualActivation = memoise((phi) => {
  const { value, derivative } = correlatedExpectation(phi);
  return {
    value: (q1, q2, c12) =>
      q1 > 0 && q2 > 0 ? value(q1, q2, correlation(q1, q2, c12)) : atZero(phi, q1, q2, (x) => phi.value(x)),
    derivative: (q1, q2, c12) =>
      q1 > 0 && q2 > 0 ? derivative(q1, q2, correlation(q1, q2, c12)) : atZero(phi, q1, q2, (x) => phi.derivative(x)),
  };
});

/** Whether its dual needs no quadrature (for relu_power: none over the plane), and so no table either. */
export function hasClosedForm({ form, kinks }: ActivationFunction): boolean {
  switch (form?.kind) {
    case undefined:
    case 'elu':
      return false;
    case 'piecewise_linear':
      return kinks.every((kink) => kink === 0);
    case 'standardised':
      return hasClosedForm(form.of);
    default:
      return true;
  }
}

/** Closer to 1 a correlation is 1: rounding it would move Tdot, which has a square-root singularity there, by 1e-8. */
const PARALLEL = 1e-14;

/** c12 / sqrt(q1 q2), exactly +-1 for parallel inputs. */
export function correlation(q1: number, q2: number, c12: number): number {
  const r = c12 / geometricMean(q1, q2);
  return 1 - Math.abs(r) < PARALLEL ? Math.sign(r) : r;
}

function correlatedExpectation(phi: ActivationFunction): CorrelatedExpectation {
  const { form } = phi;
  if (!form) return quadratureDual(phi);
  switch (form.kind) {
    case 'piecewise_linear':
      return piecewiseLinearDual(phi, form.slopes);
    case 'relu_power':
      return reluPowerDual(form.power);
    case 'elu':
      return exponentialLinearDual(form.alpha, form.scale);
    case 'standardised':
      return standardisedDual(form.of, correlatedExpectation(form.of), form.mean, form.deviation);
    default:
      return closedFormDual(form.kind);
  }
}

/** E f(u) f(v) when a variance is 0. */
function atZero(phi: ActivationFunction, q1: number, q2: number, f: (x: number) => number): number {
  return f(0) * expectation(phi, Math.max(q1, q2), f);
}
