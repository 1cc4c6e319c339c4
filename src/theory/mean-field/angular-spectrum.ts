import type { ActivationFunction } from '../../network/activations/activation-function';
import { operatorSpectrum } from '../deep-conditioning/sphere-spectrum';
import { activationMoments } from '../dual-activations/moments';
import { rescaledDual } from '../dual-activations/normalised-dual';

export type DisorderClass = 'low-disorder' | 'sparse' | 'high-disorder';

/** Law of the angular frequency of a random network on a sphere. */
export interface AngularSpectrum {
  /** sigma_w^2 that keeps kappa(1) = 1. */
  readonly weightVariance: number;
  /** kappa'(1), the edge-of-chaos slope. */
  readonly slope: number;
  /** By the slope: below, at or above 1. */
  readonly disorder: DisorderClass;
  /** D_0, D_1, ...: share of the variance in each degree, summing to 1 over all degrees. */
  readonly shares: readonly number[];
  /** Least degree up to which 95% of the variance lies; null where it lies beyond the degrees computed. */
  readonly support: number | null;
  /** E X (X + d - 1) / d = slope^depth, X the degree. */
  readonly secondMoment: number;
  readonly certainty: 'infinite-width';
}

const DEGREES = 300;
/** Rounding of an eigenvalue, which the multiplicity would blow up. */
const NOISE = 1e-15;
/** |slope - 1| that counts as none. */
const CRITICAL = 1e-10;

/**
 * Angular power spectrum on S^d, d = `sphereDimension`, of `depth` layers with kernel kappa(t) = sigma_b^2 + sigma_w^2 E phi(u) phi(v), kappa(1) =
 * 1 (arXiv 2405.09541). `biasDeviation` below 1. Source: docs/theory/mean-field.md 7.
 */
export function angularSpectrum(
  phi: ActivationFunction,
  {
    biasDeviation,
    depth,
    sphereDimension,
  }: { readonly biasDeviation: number; readonly depth: number; readonly sphereDimension: number },
): AngularSpectrum {
  const map = rescaledDual(phi);
  const biasVariance = biasDeviation ** 2;
  const kernel = (r: number) => {
    let t = r;
    for (let layer = 0; layer < depth; layer++) t = Math.min(1, biasVariance + (1 - biasVariance) * map.value(t));
    return t;
  };
  const slope = (1 - biasVariance) * map.derivative(1);
  const { eigenvalues, multiplicities } = operatorSpectrum(kernel, sphereDimension + 1, DEGREES);
  const shares = eigenvalues.map((value, degree) => (Math.abs(value) < NOISE ? 0 : value * multiplicities[degree]));
  return {
    weightVariance: (1 - biasVariance) / activationMoments(phi).secondMoment,
    slope,
    disorder: Math.abs(slope - 1) <= CRITICAL ? 'sparse' : slope < 1 ? 'low-disorder' : 'high-disorder',
    shares,
    support: supportOf(shares),
    secondMoment: slope ** depth,
    certainty: 'infinite-width',
  };
}

function supportOf(shares: readonly number[]): number | null {
  let sum = 0;
  for (const [degree, share] of shares.entries()) {
    sum += share;
    if (sum >= 0.95) return degree;
  }
  return null;
}
