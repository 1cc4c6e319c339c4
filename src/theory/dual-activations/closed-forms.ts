import type { CorrelatedExpectation } from './correlated-expectation';

/** Duals of erf, sin, gelu and x^2 at any variances. Source: docs/theory/dual-activations.md 2. */
export function closedFormDual(kind: 'erf' | 'sin' | 'gelu' | 'quadratic'): CorrelatedExpectation {
  return duals[kind];
}

const duals: Record<string, CorrelatedExpectation> = {
  erf: {
    value: (q1, q2, r) =>
      (2 / Math.PI) * Math.atan2(2 * r * geometricMean(q1, q2), Math.sqrt(erfDeterminant(q1, q2, r))),
    derivative: (q1, q2, r) => 4 / (Math.PI * Math.sqrt(erfDeterminant(q1, q2, r))),
  },
  sin: {
    value: sinValue,
    derivative: (q1, q2, r) => (sinDecay(q1, q2, r) + sinDecay(q1, q2, -r)) / 2,
  },
  gelu: { value: geluValue, derivative: geluDerivative },
  quadratic: {
    value: (q1, q2, r) => q1 * q2 * (1 + 2 * r * r),
    derivative: (q1, q2, r) => 4 * r * geometricMean(q1, q2),
  },
};

/** 1 - r^2 without cancellation. */
export function complement(r: number): number {
  return (1 - r) * (1 + r);
}

/** sqrt(q1 q2), also where the product would overflow or underflow. */
export function geometricMean(q1: number, q2: number): number {
  return q1 === q2 ? q1 : Math.sqrt(q1) * Math.sqrt(q2);
}

/** det(I + 2 Sigma), Sigma the covariance. Arctangents of it keep the digits that arcsines near 1 lose. */
function erfDeterminant(q1: number, q2: number, r: number): number {
  return 1 + 2 * (q1 + q2) + 4 * q1 * q2 * complement(r);
}

/** e^{-(q1 + q2)/2} sinh c: the factors apart cancel nothing at small variances and overflow at large ones. */
function sinValue(q1: number, q2: number, r: number): number {
  const c = r * geometricMean(q1, q2);
  if (Math.abs(c) < 1) return Math.exp(-(q1 + q2) / 2) * Math.sinh(c);
  return (sinDecay(q1, q2, r) - sinDecay(q1, q2, -r)) / 2;
}

/** exp(-(q1 + q2)/2 + r sqrt(q1 q2)). */
function sinDecay(q1: number, q2: number, r: number): number {
  return Math.exp(-(q1 + q2) / 2 + r * geometricMean(q1, q2));
}

/** By Stein's lemma, E u Phi(u) v Phi(v) = q1 E phi(u) v Phi(v) + c E (Phi(u) Phi(v) + Phi(u) v phi(v)). */
function geluValue(q1: number, q2: number, r: number): number {
  const c = r * geometricMean(q1, q2);
  const root = Math.sqrt(geluDeterminant(q1, q2, r));
  const gateLinear = (q1 * (q2 + q1 * q2 * complement(r))) / (1 + q1);
  return gateLinear / (2 * Math.PI * root) + c * (bothPositive(c, root) + c / (2 * Math.PI * (1 + q2) * root));
}

/** phi' = Phi + x phi: four products, each the derivative in c of a term above or a Gaussian integral of its own. */
function geluDerivative(q1: number, q2: number, r: number): number {
  const c = r * geometricMean(q1, q2);
  const root = Math.sqrt(geluDeterminant(q1, q2, r));
  const mixed = (c / (2 * Math.PI * root)) * (1 / (1 + q1) + 1 / (1 + q2) + 1 / root ** 2);
  return bothPositive(c, root) + mixed;
}

/** det(I + Sigma), Sigma the covariance. */
function geluDeterminant(q1: number, q2: number, r: number): number {
  return 1 + q1 + q2 + q1 * q2 * complement(r);
}

/** E Phi(u) Phi(v). */
function bothPositive(c: number, root: number): number {
  return 1 / 4 + Math.atan2(c, root) / (2 * Math.PI);
}
