import { gaussLegendre, type QuadratureNode } from '../../numerics/gauss-legendre';
import type { CorrelationMap } from '../dual-activations/normalised-dual';
import { correlationAtDepth } from './depth-recursion';

/** Eigenvalues of a kernel K(x . y) as an operator on the uniform law of the sphere in R^d. */
export interface SphereSpectrum {
  /** lambda_k, by degree k = 0, 1, ... of the spherical harmonics. */
  readonly eigenvalues: readonly number[];
  /** Dimension of the harmonics of each degree. */
  readonly multiplicities: readonly number[];
  /** Hilbert-Schmidt norm sqrt(E K(x . y)^2), all degrees. */
  readonly hilbertSchmidt: number;
  /** Operator norm. */
  readonly largest: number;
}

/** Spectrum of the conjugate kernel at a depth by the Funk-Hecke formula; d >= 2. Absolute error about 1e-14. Source: docs/theory/deep-conditioning.md 10. */
export function sphereSpectrum(map: CorrelationMap, dimension: number, depth: number, degrees: number): SphereSpectrum {
  return operatorSpectrum((r) => correlationAtDepth(map, r, depth), dimension, degrees);
}

/** Spectrum of K(x . y), K analytic in the angle between x and y. */
export function operatorSpectrum(kernel: (r: number) => number, dimension: number, degrees: number): SphereSpectrum {
  const nodes = angularNodes(dimension);
  const eigenvalues = new Array<number>(degrees).fill(0);
  let square = 0;
  for (const { cosine, weight } of nodes) {
    const value = kernel(cosine);
    square += weight * value * value;
    addHarmonics(eigenvalues, weight * value, cosine, dimension);
  }
  return {
    eigenvalues,
    multiplicities: Array.from({ length: degrees }, (_, k) => multiplicity(dimension, k)),
    hilbertSchmidt: Math.sqrt(square),
    largest: Math.max(...eigenvalues),
  };
}

/** Dimension of the spherical harmonics of degree k in R^d: C(k + d - 1, d - 1) - C(k + d - 3, d - 1). */
export function multiplicity(dimension: number, degree: number): number {
  if (degree === 0) return 1;
  let product = (2 * degree + dimension - 2) / degree;
  for (let i = 1; i < degree; i++) product *= (dimension - 2 + i) / i;
  return Math.round(product);
}

/** By Gauss where the whole half circle counts; equal steps converge as fast where the law ends before. */
const NODES = 400;
const STEPS = 96;
let gauss: readonly QuadratureNode[] | undefined;
/** Beyond as many standard deviations the angle's law holds less than 1e-17. */
const REACH = 9;

/**
 * Nodes in the angle, where kinked activations give analytic kernels, for the law of x . y: density proportional to sin^{d-2}, of deviation
 * about 1 / sqrt(d).
 */
function angularNodes(dimension: number): readonly { readonly cosine: number; readonly weight: number }[] {
  const half = Math.min(Math.PI / 2, REACH / Math.sqrt(dimension));
  const rule = half < Math.PI / 2 ? equalSteps(STEPS) : (gauss ??= gaussLegendre(NODES));
  const raw = rule.map(({ x, weight }) => {
    const angle = Math.PI / 2 + half * x;
    return { cosine: Math.cos(angle), weight: weight * Math.sin(angle) ** (dimension - 2) };
  });
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return raw.map(({ cosine, weight }) => ({ cosine, weight: weight / total }));
}

/** Middles of equal parts of [-1, 1]. */
function equalSteps(count: number): readonly QuadratureNode[] {
  return Array.from({ length: count }, (_, i) => ({ x: (2 * i + 1 - count) / count, weight: 2 / count }));
}

/** To each of the sums `factor` times the Gegenbauer polynomial of its degree that is 1 at 1. */
function addHarmonics(sums: number[], factor: number, t: number, dimension: number): void {
  let previous = 0;
  let value = 1;
  for (let k = 0; k < sums.length; k++) {
    sums[k] += factor * value;
    const next = k === 0 ? t : ((2 * k + dimension - 2) * t * value - k * previous) / (k + dimension - 2);
    previous = value;
    value = next;
  }
}
