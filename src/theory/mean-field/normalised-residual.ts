import type { ActivationFunction } from '../../network/activations/activation-function';
import { dualActivation } from '../dual-activations/dual-activation';
import type { LayerVariances } from './variance-maps';

/** h_{l+1} = skip h_l + W phi(LN(h_l)) + b: gradients of a residual network with layer norm before the activation. */
export interface NormalisedResidualGradients {
  /** chi_J of layers 1, ..., depth; the squared Jacobian of a stretch of layers is their product. */
  readonly factors: readonly number[];
  /** chi_J of a layer far down; 1 for skip = 1. */
  readonly limit: number;
  /** zeta of the growth l^zeta of the product for skip = 1; null otherwise. */
  readonly exponent: number | null;
  readonly certainty: 'infinite-width';
}

/**
 * chi_J = sigma_w^2 E phi'^2 / q_l + skip^2, q_{l+1} = sigma_w^2 E phi^2 + sigma_b^2 + skip^2 q_l, expectations at unit variance; `skip` in [0,
 * 1] is 0 without skip connections. (Doshi, He and Gromov, arXiv 2111.12143.) Source: docs/theory/mean-field.md 4.
 */
export function normalisedResidualGradients(
  phi: ActivationFunction,
  { weight, bias }: LayerVariances,
  { skip, q0, depth }: { readonly skip: number; readonly q0: number; readonly depth: number },
): NormalisedResidualGradients {
  const dual = dualActivation(phi);
  const slope = weight * dual.derivative(1, 1, 1);
  const branch = weight * dual.value(1, 1, 1) + bias;
  const factors: number[] = [];
  for (let q = q0; factors.length < depth; q = branch + skip ** 2 * q) factors.push(slope / q + skip ** 2);
  const exponent = slope / branch;
  return {
    factors,
    limit: exponent * (1 - skip ** 2) + skip ** 2,
    exponent: skip === 1 ? exponent : null,
    certainty: 'infinite-width',
  };
}
