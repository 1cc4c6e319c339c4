import type { Initialiser } from '../../spec/architecture';
import { weightVariances } from './weight-variance';

/**
 * Whether two initialisations of a linear chain without biases differ by one gain common to all layers (in variance).
 * They then have the same kappa(G): every term of the Gauss-Newton matrix has the same number of factors. LeCun and
 * Kaiming fan-in do; fan-out does where widths differ. Source: theory note, sections 3.1 and 7.
 */
export function differByCommonGain(
  widths: readonly number[],
  one: readonly Initialiser[],
  other: readonly Initialiser[],
): boolean {
  const [a, b] = [weightVariances(widths, one), weightVariances(widths, other)];
  if (!a || !b) return false;
  const ratios = a.map((variance, l) => variance / b[l]);
  return ratios.every((ratio) => Math.abs(ratio / ratios[0] - 1) < 1e-12);
}
