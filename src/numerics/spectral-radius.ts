import type { Matrix } from './matrix';
import { multiply } from './products';

/** After 2^44 factors a condition of the eigenvectors of 10^3 is worth 4e-13. */
const SQUARINGS = 44;

/**
 * Largest modulus of an eigenvalue of a square matrix, to about 1e-12: Gelfand's |A^m|^(1/m) with m = 2^44, by squaring. NaN when an entry
 * is not finite.
 */
export function spectralRadius(a: Matrix): number {
  let power = a;
  let logarithm = 0;
  for (let squaring = 0; squaring <= SQUARINGS; squaring++) {
    const norm = Math.hypot(...rowNorms(power));
    if (norm === 0) return 0;
    logarithm += Math.log(norm) / 2 ** squaring;
    if (squaring === SQUARINGS || !Number.isFinite(norm)) break;
    const scaled = power.scale(1 / norm);
    power = multiply(scaled, scaled);
  }
  return Math.exp(logarithm);
}

function rowNorms(a: Matrix): number[] {
  return Array.from({ length: a.rows }, (_, i) => Math.sqrt(a.row(i).reduce((sum, value) => sum + value * value, 0)));
}
