/** How wide an implicit layer must be for its kernel to be what infinite width says. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import type { Certainty } from '../certainty';
import { correlation } from '../dual-activations/dual-activation';
import { hermiteSeriesOf } from '../dual-activations/hermite';
import { arcCosineKernel } from '../dual-activations/homogeneous';
import type { EquilibriumKernel } from './kernel';

export interface WidthRule {
  /** V of E |K_width - K|_F^2 = V / (width (1 - chi)^2), to about a percent for activations with breaks that have no closed form. */
  readonly fluctuation: number;
  /** sigma_w^2 max Tdot. */
  readonly chi: number;
  /** Width that resolves the smallest eigenvalue of K to this fraction of itself; infinite for a singular kernel. */
  readonly width: number;
  readonly fraction: number;
  readonly certainty: Certainty;
}

/** The factor 1 / (1 - chi) is measured, not proved. Source: docs/theory/equilibrium.md 6. */
export function equilibriumWidthRule(
  phi: ActivationFunction,
  { weight, output }: { readonly weight: number; readonly output: number },
  { covariance, slopes, output: kernel, outputEigenvalues }: EquilibriumKernel,
  fraction = 0.5,
): WidthRule {
  const variances = Array.from({ length: covariance.rows }, (_, i) => covariance.get(i, i));
  const fourthMoment = fourthMoments(phi, variances);
  let fluctuation = 0;
  for (let i = 0; i < kernel.rows; i++)
    for (let j = 0; j <= i; j++) {
      const excess = output ** 4 * fourthMoment(i, j, covariance.get(i, j)) - kernel.get(i, j) ** 2;
      fluctuation += i === j ? excess : 2 * excess;
    }
  const chi = weight ** 2 * Math.max(...slopes.data);
  const smallest = Math.max(0, outputEigenvalues[0]);
  const width = chi < 1 ? Math.ceil(fluctuation / ((1 - chi) * fraction * smallest) ** 2) : Infinity;
  return { fluctuation, chi, width, fraction, certainty: 'heuristic' };
}

/** E phi(u)^2 phi(v)^2 at the variances of i and j and a covariance. */
function fourthMoments(
  phi: ActivationFunction,
  variances: readonly number[],
): (i: number, j: number, covariance: number) => number {
  const { form, kinks } = phi;
  const r = (i: number, j: number, c: number) => correlation(variances[i], variances[j], c);
  if (form?.kind === 'piecewise_linear' && kinks.length === 1 && kinks[0] === 0) {
    const [left, right] = form.slopes.map((slope) => slope ** 2);
    return (i, j, c) => {
      const [same, opposite] = [arcCosineKernel(2, r(i, j, c)), arcCosineKernel(2, -r(i, j, c))];
      return variances[i] * variances[j] * ((left ** 2 + right ** 2) * same + 2 * left * right * opposite);
    };
  }
  const series = hermiteSeriesOf((x) => phi.value(x) ** 2, variances);
  return (i, j, c) => {
    if (i === j) return series[i].secondMoment;
    const [one, other] = [series[i].coefficients, series[j].coefficients];
    const ratio = r(i, j, c);
    let sum = 0;
    for (let k = Math.min(one.length, other.length) - 1; k >= 0; k--) sum = sum * ratio + one[k] * other[k];
    return sum;
  };
}
