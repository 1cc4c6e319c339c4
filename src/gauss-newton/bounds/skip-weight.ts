import type { Matrix } from '../../numerics/matrix';
import { multiply } from '../../numerics/products';

/** Stop when squaring changes the bound by less than this share. */
const TOLERANCE = 1e-3;

/**
 * Upper bound on the largest |eigenvalue| of a square W, about 0.1% above it: |W^(2^j)|_F^(1/2^j), which falls to the
 * spectral radius (Gelfand). A skip weight beta helps conditioning once beta exceeds the spectral radius of its branch.
 * Source: docs/theory/gauss-newton.md 4.3.
 */
export function spectralRadiusBound(weight: Matrix): number {
  let exponent = Math.log(frobeniusNorm(weight));
  let power = weight.scale(Math.exp(-exponent));
  for (let j = 1; exponent > -Infinity; j++) {
    const squared = multiply(power, power);
    const norm = frobeniusNorm(squared);
    const gained = -Math.log(norm) / 2 ** j;
    exponent -= gained;
    if (gained < TOLERANCE) break;
    power = squared.scale(1 / norm);
  }
  return Math.exp(exponent);
}

/**
 * Limits, at infinite width, of the eigenvalues of E E^T / g^2 for E = W + beta I, W Gaussian of standard deviation g /
 * sqrt(m), ratio = beta / g: the lower one is 0 until beta exceeds g. Source: docs/theory/gauss-newton.md 4.3.
 */
export function gaussianResidualEdges(ratio: number): { readonly lower: number; readonly upper: number } {
  const a = Math.sqrt(1 + 8 * ratio ** 2);
  return {
    lower: ratio ** 2 > 1 ? (a - 3) ** 3 / (8 * (a - 1)) : 0,
    upper: (a + 3) ** 3 / (8 * (a + 1)),
  };
}

function frobeniusNorm({ data }: Matrix): number {
  return Math.sqrt(data.reduce((total, value) => total + value * value, 0));
}
