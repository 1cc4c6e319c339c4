import { dualActivation } from '../../../src/theory/dual-activations/dual-activation';
import { activationMoments } from '../../../src/theory/dual-activations/moments';
import { normalisedDual } from '../../../src/theory/dual-activations/normalised-dual';
import { namedActivation } from '../../support/named-activation';
import { expectAgreement, type TheoryCase } from './agreement';

export function activationMomentsCase({ input, expected, tolerance }: TheoryCase<{ activation: string }>): void {
  const moments = activationMoments(namedActivation(input.activation));
  const actual = {
    m: moments.mean,
    v2: moments.secondMoment,
    var: moments.variance,
    a1: moments.linearPart,
    mu: moments.nonlinearity,
    sd: moments.deviation,
    d2: moments.squaredSlope,
    D: moments.normalisedSlope,
    phi1: moments.lengthSlope,
  };
  expectAgreement(actual, expected, tolerance);
}

interface Correlations {
  readonly activation: string;
  readonly rho: readonly number[];
}

/** The cases' own absolute tolerance near 0. */
const NEAR_ZERO = 1e-11;

export function normalisedDualCase({ input, expected, tolerance }: TheoryCase<Correlations>): void {
  const dual = normalisedDual(namedActivation(input.activation));
  expectAgreement(
    input.rho.map((r) => dual.value(r)),
    expected,
    tolerance,
    NEAR_ZERO,
  );
}

export function normalisedDerivativeCase({ input, expected, tolerance }: TheoryCase<Correlations>): void {
  const dual = normalisedDual(namedActivation(input.activation));
  expectAgreement(
    input.rho.map((r) => dual.derivative(r)),
    expected,
    tolerance,
    NEAR_ZERO,
  );
}

export function generalVarianceCase({
  input: { activation, q1, q2, rho },
  expected,
  tolerance,
}: TheoryCase<{ activation: string; q1: number; q2: number; rho: number }>): void {
  const dual = dualActivation(namedActivation(activation));
  expectAgreement(dual.value(q1, q2, rho * Math.sqrt(q1 * q2)), expected, tolerance);
}

export function dualActivationCase({
  input: { act, q1, q2, c12 },
  expected,
  tolerance,
}: TheoryCase<{ act: string; q1: number; q2: number; c12: number }>): void {
  const dual = dualActivation(namedActivation(act));
  expectAgreement({ T: dual.value(q1, q2, c12), Tdot: dual.derivative(q1, q2, c12) }, expected, tolerance);
}
