/** How many iterations, or equal layers, an implicit layer is worth. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { lipschitzConstant } from '../../network/activations/slope-range';
import type { Matrix } from '../../numerics/matrix';
import type { Certainty } from '../certainty';
import { expectation } from '../dual-activations/expectation';
import { type EquilibriumDeviations, type EquilibriumKernel, sourceCovariance, varianceSlope } from './kernel';

/** Factors by which an infinitely wide layer approaches its equilibrium, one iteration after another. */
export interface EquilibriumRates {
  /** sigma_w L: bounds the approach of the state in mean square, from the first iteration on. */
  readonly contraction: number;
  /** Of the state in the end: sigma_w sqrt(max Tdot_ii). */
  readonly state: number;
  /** Of the kernel in the end, on and off its diagonal. */
  readonly kernelDiagonal: number;
  readonly kernelOffDiagonal: number;
  readonly certainty: Certainty;
}

/** Source: docs/theory/equilibrium.md 4. */
export function equilibriumRates(
  phi: ActivationFunction,
  weightDeviation: number,
  { covariance, slopes }: EquilibriumKernel,
): EquilibriumRates {
  const gain = weightDeviation ** 2;
  const indices = Array.from({ length: slopes.rows }, (_, i) => i);
  const offDiagonal = indices.flatMap((i) => indices.filter((j) => j < i).map((j) => Math.abs(slopes.get(i, j))));
  return {
    contraction: weightDeviation * lipschitzConstant(phi),
    state: weightDeviation * Math.sqrt(Math.max(...indices.map((i) => slopes.get(i, i)))),
    kernelDiagonal: gain * Math.max(...indices.map((i) => varianceSlope(phi, covariance.get(i, i)))),
    kernelOffDiagonal: offDiagonal.length > 0 ? gain * Math.max(...offDiagonal) : 0,
    certainty: 'infinite-width',
  };
}

/** Iterations until an error shrinking by `rate` is `precision` of what it was; infinite for rates of 1 and more. */
export function effectiveDepth(rate: number, precision: number): number {
  if (rate <= 0) return 1;
  return rate < 1 ? Math.max(1, Math.ceil(Math.log(precision) / Math.log(rate))) : Infinity;
}

/**
 * Iterations after which |h_k - h*| <= precision for certain: contraction rho < 1 and first step |h_1 - h_0|. Source:
 * docs/theory/equilibrium.md 2.
 */
export function certifiedDepth(rho: number, firstStep: number, precision: number): number {
  if (firstStep === 0) return 0;
  if (!(rho < 1)) return Infinity;
  if (rho === 0) return 1;
  return Math.max(0, Math.ceil(Math.log((precision * (1 - rho)) / firstStep) / Math.log(rho)));
}

/**
 * Bound on |Sigma^k_ij - Sigma*_ij| after k >= 1 iterations from z^1 = U x, for sigma_w L < 1; `iterate` is the diagonal of Sigma^k. Source:
 * docs/theory/equilibrium.md 4.
 */
export function kernelErrorBound(
  phi: ActivationFunction,
  inputs: Matrix,
  deviations: EquilibriumDeviations,
  {
    limit,
    iterate,
    depth,
  }: { readonly limit: ArrayLike<number>; readonly iterate: ArrayLike<number>; readonly depth: number },
): (i: number, j: number) => number {
  const factor = deviations.weight * lipschitzConstant(phi);
  const source = sourceCovariance(inputs, deviations);
  const errors = Array.from({ length: inputs.rows }, (_, i) => {
    const first = Math.sqrt(expectation(phi, source.get(i, i), (x) => phi.value(x) ** 2));
    return (factor ** (depth - 1) / (1 - factor)) * deviations.weight * first;
  });
  return (i, j) => errors[i] * Math.sqrt(limit[j]) + Math.sqrt(iterate[i]) * errors[j];
}
