import { angularSpectrum } from '../../../src/theory/mean-field/angular-spectrum';
import { effectiveConnectivity } from '../../../src/theory/mean-field/effective-connectivity';
import { normalisedResidualGradients } from '../../../src/theory/mean-field/normalised-residual';
import { varianceLimit } from '../../../src/theory/mean-field/variance-fixed-point';
import { nextCovariance } from '../../../src/theory/mean-field/variance-maps';
import { namedActivation } from '../../support/named-activation';
import { expectAgreement, type TheoryCase } from './agreement';

export function fixedPointCase({
  input: { activation, sw2, sb2, q0 },
  expected,
  tolerance,
}: TheoryCase<{ activation: string; sw2: number; sb2: number; q0: number }>): void {
  const limit = varianceLimit(namedActivation(activation), { weight: sw2, bias: sb2 }, q0);
  const actual =
    limit.kind === 'fixed'
      ? { q_star: limit.variance, chi1: limit.gradientFactor, xi_c: limit.correlationLength }
      : limit.kind;
  expectAgreement(actual, expected, tolerance);
}

interface ResidualInput {
  readonly activation: string;
  readonly sw2: number;
  readonly sb2: number;
  readonly mu_res: number;
  readonly q0: number;
  readonly L: number;
}

export function normalisedResidualCase({
  input: { activation, sw2, sb2, mu_res, q0, L },
  expected,
  tolerance,
}: TheoryCase<ResidualInput>): void {
  const { factors, limit, exponent } = normalisedResidualGradients(
    namedActivation(activation),
    { weight: sw2, bias: sb2 },
    { skip: mu_res, q0, depth: L },
  );
  expectAgreement({ chiJ: factors, chi_inf: limit, zeta: exponent }, expected, tolerance);
}

export function rawRecursionCase({
  input: { activation, sw2, rho0, L },
  expected,
  tolerance,
}: TheoryCase<{ activation: string; sw2: number; rho0: number; L: number }>): void {
  const phi = namedActivation(activation);
  const correlations: number[] = [];
  for (let state = { q1: 1, q2: 1, c12: rho0 }; correlations.length < L;) {
    state = nextCovariance(phi, { weight: sw2, bias: 0 }, state);
    correlations.push(state.c12 / Math.sqrt(state.q1 * state.q2));
  }
  expectAgreement(correlations, expected, tolerance);
}

interface GraphInput {
  readonly edges: readonly (readonly [number, number, number])[];
  readonly src: number;
  readonly dst: number;
}

export function connectivityCase({ input: { edges, src, dst }, expected, tolerance }: TheoryCase<GraphInput>): void {
  const { paths, depth, width } = effectiveConnectivity(
    edges.map(([from, to, learned]) => ({ from, to, learned: learned === 1 })),
    src,
    dst,
  );
  expectAgreement({ paths, effective_depth: depth, effective_width: width }, expected, tolerance);
}

interface AngularInput {
  readonly act: string;
  readonly sigma_b: number;
  readonly depth: number;
  readonly sphere_dim: number;
}

export function angularSpectrumCase({
  input: { act, sigma_b, depth, sphere_dim },
  expected,
  tolerance,
}: TheoryCase<AngularInput>): void {
  const spectrum = angularSpectrum(namedActivation(act), {
    biasDeviation: sigma_b,
    depth,
    sphereDimension: sphere_dim,
  });
  const actual = {
    sigma_w2: spectrum.weightVariance,
    kappa_prime_1: spectrum.slope,
    cls: spectrum.disorder,
    D_0_to_5: spectrum.shares.slice(0, 6),
    eff_support_95: spectrum.support,
    second_moment: spectrum.secondMoment,
  };
  expectAgreement(actual, expected, tolerance);
}
