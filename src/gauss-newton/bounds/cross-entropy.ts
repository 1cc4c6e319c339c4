import type { Matrix } from '../../numerics/matrix';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing } from './bound-value';

const source = { certainty: 'bound', reference: 'docs/theory/gauss-newton.md 1.7' } as const;
const lower: Theorem = {
  id: 'cross_entropy',
  title: 'Squared loss over curvature of the loss',
  direction: 'lower',
  ...source,
};
const upper: Theorem = {
  id: 'cross_entropy',
  title: 'Squared loss times curvature of the loss',
  direction: 'upper',
  ...source,
};

/** Extreme curvatures of the loss over all samples, on the directions of the outputs that it sees. */
export interface CurvatureRange {
  readonly smallest: number;
  readonly largest: number;
}

/** kappa of the same network under the squared loss, or what is known of it; for cross entropy on centred logits. */
export interface SquaredLossKappa {
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * kappa(G_P) h_min / h_max <= kappa(G_CE) <= kappa(G_P) h_max / h_min, since h_min G_P <= G_CE <= h_max G_P with the
 * same range. Source: docs/theory/gauss-newton.md 1.7.
 */
export function crossEntropyBounds(
  squared: SquaredLossKappa,
  curvature: CurvatureRange,
): readonly [BoundValue, BoundValue] {
  if (!(curvature.smallest > 0)) {
    const reason = 'A predicted probability is 0 or 1 in double precision.';
    return [missing(lower, reason), missing(upper, reason)];
  }
  const ratio = curvature.largest / curvature.smallest;
  const unknown = 'kappa under the squared loss is not bounded from this side.';
  return [
    squared.lower === null ? missing(lower, unknown) : given(lower, squared.lower / ratio),
    squared.upper === null ? missing(upper, unknown) : given(upper, squared.upper * ratio),
  ];
}

/**
 * Smallest nonzero-direction and largest eigenvalue of H_i = diag(p) - p p^T over the samples and positions;
 * probabilities: (n * positions) x k, k >= 2, rows sum to 1. They solve sum_c p_c / (p_c - lambda) = 0 between neighbouring probabilities (interlacing), to
 * full relative accuracy even for the tiny probabilities of confident predictions. Source: docs/theory/gauss-newton.md
 * 1.7.
 */
export function crossEntropyCurvature(probabilities: Matrix): CurvatureRange {
  let smallest = Infinity;
  let largest = 0;
  for (let i = 0; i < probabilities.rows; i++) {
    const sorted = probabilities.row(i).toSorted();
    const k = sorted.length;
    smallest = Math.min(smallest, curvatureBetween(sorted, sorted[0], sorted[1]));
    largest = Math.max(largest, curvatureBetween(sorted, sorted[k - 2], sorted[k - 1]));
  }
  return { smallest, largest };
}

/**
 * Extremes of p (1 - p), the curvature of binary cross entropy in each logit; probabilities: n x k. Source:
 * docs/theory/gauss-newton.md 1.7.
 */
export function binaryCrossEntropyCurvature(probabilities: Matrix): CurvatureRange {
  const curvatures = probabilities.data.map((p) => p * (1 - p));
  return {
    smallest: curvatures.reduce((a, b) => Math.min(a, b), Infinity),
    largest: curvatures.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** The root between two neighbouring probabilities, by bisection of its logarithm. */
function curvatureBetween(probabilities: Float64Array, low: number, high: number): number {
  if (low === 0) return 0;
  for (;;) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (!(middle > low && middle < high)) return middle;
    const slope = probabilities.reduce((total, p) => total + p / (p - middle), 0);
    if (slope < 0) low = middle;
    else high = middle;
  }
}
