/** How wide an implicit layer must be for its kernel to be what infinite width says. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { memoise } from '../../numerics/memoise';
import type { Certainty } from '../certainty';
import { dualActivation } from '../dual-activations/dual-activation';
import type { EquilibriumKernel } from './kernel';

export interface WidthRule {
  /** V of E |K_width - K|_F^2 = V / (width (1 - chi)^2). */
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
  const squared = dualActivation(squareOf(phi));
  let fluctuation = 0;
  for (let i = 0; i < kernel.rows; i++)
    for (let j = 0; j < kernel.rows; j++) {
      const fourth = squared.value(covariance.get(i, i), covariance.get(j, j), covariance.get(i, j));
      fluctuation += output ** 4 * fourth - kernel.get(i, j) ** 2;
    }
  const chi = weight ** 2 * Math.max(...slopes.data);
  const smallest = Math.max(0, outputEigenvalues[0]);
  const width = chi < 1 ? Math.ceil(fluctuation / ((1 - chi) * fraction * smallest) ** 2) : Infinity;
  return { fluctuation, chi, width, fraction, certainty: 'heuristic' };
}

/** phi(x)^2, the same object for the same phi, whose dual is computed once. */
const squareOf = memoise((phi: ActivationFunction): ActivationFunction => ({
  linear: false,
  value: (x) => phi.value(x) ** 2,
  derivative: (x) => 2 * phi.value(x) * phi.derivative(x),
  kinks: phi.kinks,
  breaks: phi.breaks,
}));
