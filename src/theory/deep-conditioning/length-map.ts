import type { ActivationFunction } from '../../network/activations/activation-function';
import { dualActivation } from '../dual-activations/dual-activation';
import { activationMean } from '../dual-activations/expectation';
import { activationMoments } from '../dual-activations/moments';

/**
 * Mean squares of the pre-activations of the normalised network after layers 1, ..., depth from inputs of mean square q0: q_{l+1} =
 * E s~(sqrt(q_l) z)^2. They contract to 1 where the length slope is below 1 and run away above it. Source: docs/theory/deep-conditioning.md 8.
 */
export function normalisedLengths(phi: ActivationFunction, q0: number, depth: number): readonly number[] {
  const { mean, variance } = activationMoments(phi);
  const dual = dualActivation(phi);
  const lengths: number[] = [];
  for (let q = q0; lengths.length < depth;) {
    q = (dual.value(q, q, q) - 2 * mean * activationMean(phi, q) + mean * mean) / variance;
    lengths.push(q);
  }
  return lengths;
}
