import type { CorrelationMap } from '../dual-activations/normalised-dual';

/** Deeper than any network; a recursion that has not arrived by then is as good as stuck. */
const DEEPEST = 100_000;

/**
 * Smallest depth at which Gershgorin's circles certify kappa(K_L) <= target for n unit inputs with correlations of at most `largest` in size:
 * (n - 1) shat^L(largest) <= (target - 1)/(target + 1). Null where no depth does: parallel inputs, linear activations, uncentred ones. Infinite
 * width. Source: docs/theory/deep-conditioning.md 6.
 */
export function depthForKappa(map: CorrelationMap, samples: number, largest: number, target: number): number | null {
  return firstDepth((r) => map.value(r), samples, largest, target);
}

/** The same from the nonlinear share alone, by b_{l+1} = b_l (1 - mu (1 - b_l)): never less than `depthForKappa`. */
export function depthForKappaByShare(mu: number, samples: number, largest: number, target: number): number | null {
  return firstDepth((r) => r * (1 - mu * (1 - r)), samples, largest, target);
}

function firstDepth(next: (r: number) => number, samples: number, largest: number, target: number): number | null {
  const goal = (target - 1) / (target + 1);
  let r = largest;
  for (let depth = 0; depth <= DEEPEST; depth++) {
    if ((samples - 1) * r <= goal) return depth;
    const following = next(r);
    if (!(following < r)) return null;
    r = following;
  }
  return null;
}

/** Depth at which gradients of the normalised network have grown by `factor`: ln(factor) / ln(D); infinite for linear activations. */
export function depthForGradientGrowth(normalisedSlope: number, factor: number): number {
  // D of a linear activation is 1 up to rounding.
  return normalisedSlope > 1 + 1e-12 ? Math.log(factor) / Math.log(normalisedSlope) : Infinity;
}
