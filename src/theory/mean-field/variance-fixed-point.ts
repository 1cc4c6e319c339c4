import type { ActivationFunction } from '../../network/activations/activation-function';
import { gradientFactor, type LayerVariances, nextVariance } from './variance-maps';

export type VarianceLimit =
  | {
      readonly kind: 'fixed';
      /** q*. */
      readonly variance: number;
      /** chi_1 = chi(q*): below 1 ordered, gradients vanish; above 1 chaotic, gradients explode. */
      readonly gradientFactor: number;
      /** xi_c = -1 / ln chi_1 layers, negative in the chaotic phase; null at the edge. */
      readonly correlationLength: number | null;
      readonly certainty: 'infinite-width';
    }
  /** Variances tend to zero, or to infinity: there is no fixed point. */
  | { readonly kind: 'collapses' | 'diverges'; readonly certainty: 'infinite-width' };

/** Relative change that counts as none. */
const SETTLED = 4e-15;
const PLAIN_STEPS = 100;
const VANISHED = 1e-12;
const EXPLODED = 1e12;
/** |ln chi_1| that counts as none. */
const EDGE = 1e-10;

/**
 * Where the variance goes from q0 under q -> sigma_w^2 E phi(sqrt(q) z)^2 + sigma_b^2, which is taken to be increasing: the next fixed point in
 * the direction of the first step. Source: docs/theory/mean-field.md 2.
 */
export function varianceLimit(phi: ActivationFunction, variances: LayerVariances, q0: number): VarianceLimit {
  const change = (q: number) => {
    const difference = nextVariance(phi, variances, q) - q;
    return Math.abs(difference) <= SETTLED * q ? 0 : difference;
  };
  let q = q0;
  for (let step = 0; step < PLAIN_STEPS; step++) {
    const difference = change(q);
    if (difference === 0) return fixedPoint(phi, variances, q);
    q += difference;
    if (q < VANISHED) return { kind: 'collapses', certainty: 'infinite-width' };
    if (!(q < EXPLODED)) return { kind: 'diverges', certainty: 'infinite-width' };
  }
  return afterSlowApproach(phi, variances, change, q);
}

/** The iteration creeps: brackets the fixed point ahead of it, in steps of a factor 2, and bisects. */
function afterSlowApproach(
  phi: ActivationFunction,
  variances: LayerVariances,
  change: (q: number) => number,
  start: number,
): VarianceLimit {
  const rising = change(start) > 0;
  const ahead = (q: number) => change(q) > 0 === rising && change(q) !== 0;
  let behind = start;
  let beyond = start;
  while (ahead(beyond)) {
    if (beyond < VANISHED) return { kind: 'collapses', certainty: 'infinite-width' };
    if (beyond > EXPLODED) return { kind: 'diverges', certainty: 'infinite-width' };
    behind = beyond;
    beyond *= rising ? 2 : 0.5;
  }
  for (;;) {
    const middle = (behind + beyond) / 2;
    if (middle === behind || middle === beyond) return fixedPoint(phi, variances, middle);
    if (ahead(middle)) behind = middle;
    else beyond = middle;
  }
}

function fixedPoint(phi: ActivationFunction, variances: LayerVariances, variance: number): VarianceLimit {
  const factor = gradientFactor(phi, variances.weight, variance);
  const decay = -Math.log(factor);
  return {
    kind: 'fixed',
    variance,
    gradientFactor: factor,
    correlationLength: Math.abs(decay) < EDGE ? null : 1 / decay,
    certainty: 'infinite-width',
  };
}
