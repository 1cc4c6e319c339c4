import type { ActivationFunction } from '../../network/activations/activation-function';
import { rescaledDual } from '../dual-activations/normalised-dual';

/** Fixed points closer to 1 than rounding allows to tell are 1. */
const CRITICAL = 1e-10;

/**
 * The correlation c* that all pairs of unit inputs tend to with depth when the activation is rescaled but not centred: 0 for E s = 0, 1 where
 * the slope of the correlation map at 1 is at most 1 (ReLU), else its one fixed point below 1. Source: docs/theory/deep-conditioning.md 9.
 */
export function limitingCorrelation(phi: ActivationFunction): number {
  const map = rescaledDual(phi);
  if (Math.abs(map.value(0)) < CRITICAL) return 0;
  if (map.derivative(1) <= 1 + CRITICAL) return 1;
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (!(middle > low && middle < high)) return middle;
    // The map is convex, above the diagonal before its fixed point and below it after.
    if (map.value(middle) > middle) low = middle;
    else high = middle;
  }
}

/** kappa of the n x n kernel whose correlations are all c: (1 + (n - 1) c) / (1 - c). */
export function equicorrelatedKappa(samples: number, c: number): number {
  return (1 + (samples - 1) * c) / (1 - c);
}
