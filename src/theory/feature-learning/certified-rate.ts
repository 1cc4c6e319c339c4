/** Linear convergence to zero loss, and what it takes. */
import type { Certainty } from '../certainty';

/** l(t) <= l(0) exp(-rate t). */
export interface CertifiedRate {
  readonly theorem: 'S1' | 'S2';
  readonly rate: number;
  /** |s'| >= slope where it counts. */
  readonly slope: number;
  readonly certainty: Certainty;
}

/** Time until the loss is `fraction` of what it was. */
export function timeToLoss(rate: number, fraction: number): number {
  return Math.log(1 / fraction) / rate;
}

/** l(0) exp(-rate t). */
export function lossBound(initialLoss: number, rate: number, time: number): number {
  return initialLoss * Math.exp(-rate * time);
}

/**
 * Step n / (lambda_max(G) L^2 c2) at which gradient descent w <- w - step m grad l fell monotonically in all trials, and the steps it takes
 * for the time: discrete steps are observed, not proved. Source: docs/theory/feature-learning.md 4.
 */
export function descentSteps(
  time: number,
  {
    samples,
    largest,
    lipschitz,
    meanSquare,
  }: {
    readonly samples: number;
    readonly largest: number;
    readonly lipschitz: number;
    readonly meanSquare: number;
  },
): { readonly step: number; readonly steps: number; readonly certainty: Certainty } {
  const step = samples / (largest * lipschitz ** 2 * meanSquare);
  return { step, steps: Math.ceil(time / step), certainty: 'heuristic' };
}
