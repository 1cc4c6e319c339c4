import type { Matrix } from './matrix';
import { multiply } from './products';

/** After 2^44 factors a condition of the eigenvectors of 10^3 is worth 4e-13. */
const SQUARINGS = 44;
/** Two estimates in a row closer than this end it earlier. */
const AGREEMENT = 1e-14;

/**
 * Largest modulus of an eigenvalue of a square matrix, to about 1e-12, by squaring. Once one eigenvalue or one pair dominates a power A^m,
 * its traces give the radius; where more share the largest modulus, Gelfand's |A^m|^(1/m) with m = 2^44 does. NaN when an entry is not
 * finite.
 */
export function spectralRadius(a: Matrix): number {
  let power = a;
  let logarithm = 0;
  let estimates = [NaN, NaN];
  for (let squaring = 0; squaring < SQUARINGS; squaring++) {
    const norm = frobenius(power);
    if (norm === 0) return 0;
    if (!Number.isFinite(norm)) return NaN;
    logarithm += Math.log(norm) / 2 ** squaring;
    const scaled = power.scale(1 / norm);
    power = multiply(scaled, scaled);
    const estimate = logarithm + Math.log(dominantModulus(trace(scaled), trace(power))) / 2 ** squaring;
    if (estimates.every((earlier) => Math.abs(estimate - earlier) < AGREEMENT)) return Math.exp(estimate);
    estimates = [estimates[1], estimate];
  }
  return Math.exp(logarithm + Math.log(frobenius(power)) / 2 ** SQUARINGS);
}

/** Of the larger of two numbers, real or conjugate, by their sum and the sum of their squares. */
function dominantModulus(sum: number, squares: number): number {
  const discriminant = 2 * squares - sum * sum;
  return discriminant < 0 ? Math.sqrt((sum * sum - squares) / 2) : (Math.abs(sum) + Math.sqrt(discriminant)) / 2;
}

function trace(a: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) sum += a.get(i, i);
  return sum;
}

function frobenius(a: Matrix): number {
  return Math.sqrt(a.data.reduce((sum, value) => sum + value * value, 0));
}
