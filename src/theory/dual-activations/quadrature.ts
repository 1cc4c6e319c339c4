import type { ActivationFunction } from '../../network/activations/activation-function';
import { gaussianExpectation } from '../../numerics/gaussian-expectation';
import { complement } from './closed-forms';
import type { CorrelatedExpectation } from './correlated-expectation';
import { integrationBreaks } from './expectation';

/**
 * Dual of any activation by quadrature: one-dimensional for parallel inputs; else the trapezoidal rule for analytic functions and nested
 * adaptive quadrature where there are breaks or the variances are large. Source: docs/theory/dual-activations.md 4.
 */
export function quadratureDual(phi: ActivationFunction): CorrelatedExpectation {
  const value = (x: number) => phi.value(x);
  const derivative = (x: number) => phi.derivative(x);
  return {
    value: (q1, q2, r) => correlated(value, integrationBreaks(phi, Math.max(q1, q2)), q1, q2, r),
    derivative: (q1, q2, r) => correlated(derivative, integrationBreaks(phi, Math.max(q1, q2)), q1, q2, r),
  };
}

/** E f(u) f(v). */
function correlated(f: (x: number) => number, breaks: readonly number[], q1: number, q2: number, r: number): number {
  if (Math.abs(r) === 1) return parallel(f, breaks, Math.sqrt(q1), r * Math.sqrt(q2));
  if (breaks.length === 0) return trapezoidal(f, q1, q2, r);
  return nested(f, breaks, q1, q2, r);
}

function parallel(f: (x: number) => number, breaks: readonly number[], one: number, other: number): number {
  const ends = breaks.flatMap((at) => [at / one, at / other]);
  return gaussianExpectation((z) => f(one * z) * f(other * z), ends);
}

/** A standard normal holds 2e-23 beyond it. */
const REACH = 10;
/** Products of weights below this are not worth an evaluation. */
const NEGLIGIBLE = 1e-24;

/** Trapezoidal rule in z, z', with u = sqrt(q1) z, v = sqrt(q2) (r z + sqrt(1 - r^2) z'). */
function trapezoidal(f: (x: number) => number, q1: number, q2: number, r: number): number {
  // tanh'(u) tanh'(v) has poles of order four at i pi / 2; this step keeps them below 1e-17.
  const step = Math.min(1 / 5, 1 / (5 * Math.sqrt(Math.max(q1, q2))));
  const weights = trapezoidalWeights(step);
  const along = Math.sqrt(q2) * r * step;
  const across = Math.sqrt(q2 * complement(r)) * step;
  let sum = 0;
  for (let i = 1 - weights.length; i < weights.length; i++) {
    const weight = weights[Math.abs(i)];
    let inner = weights[0] * f(along * i);
    for (let j = 1; j < weights.length && weight * weights[j] > NEGLIGIBLE; j++)
      inner += weights[j] * (f(along * i + across * j) + f(along * i - across * j));
    sum += weight * inner * f(Math.sqrt(q1) * step * i);
  }
  return sum;
}

let kept = { step: 0, weights: new Float64Array() };

/** step * pdf(k * step) for k = 0, 1, ... within reach. */
function trapezoidalWeights(step: number): Float64Array {
  if (kept.step !== step) {
    const weights = Float64Array.from(
      { length: Math.floor(REACH / step) + 1 },
      (_, k) => (step * Math.exp(-((k * step) ** 2) / 2)) / Math.sqrt(2 * Math.PI),
    );
    kept = { step, weights };
  }
  return kept.weights;
}

/** Both integrals adaptive, ends at every break. */
function nested(f: (x: number) => number, breaks: readonly number[], q1: number, q2: number, r: number): number {
  const along = Math.sqrt(q2) * r;
  const across = Math.sqrt(q2 * complement(r));
  const inner = (z: number) =>
    gaussianExpectation(
      (w) => f(along * z + across * w),
      breaks.map((at) => (at - along * z) / across),
    );
  return gaussianExpectation(
    (z) => f(Math.sqrt(q1) * z) * inner(z),
    breaks.map((at) => at / Math.sqrt(q1)),
  );
}
