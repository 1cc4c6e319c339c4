import type { BoundValue, Theorem } from './bound-value';
import { given, missing } from './bound-value';

const source = { direction: 'upper', certainty: 'bound' } as const;
const theorem: Theorem = {
  id: 'residual',
  title: 'Residual branches below their skip weights',
  ...source,
  reference: 'docs/theory/gauss-newton.md 4.2 and 4.4',
};
const deepTheorem: Theorem = {
  id: 'residual_deep',
  title: 'Residual branches of norm c / depth',
  ...source,
  reference: 'docs/theory/gauss-newton.md 4.5',
};

/** Extreme singular values; the smallest is the min(rows, columns)-th. */
export interface SingularRange {
  readonly largest: number;
  readonly smallest: number;
}

/** One factor of the chain: limits of its singular values, and of the squares that its own parameters contribute. */
export interface Stage {
  readonly map: SingularRange;
  readonly own: SingularRange;
  /** Whether the width stays: a wide map may annihilate what the stages before it made. */
  readonly square: boolean;
}

const unit: SingularRange = { largest: 1, smallest: 1 };

/** x -> W x of any shape: only the first and the last stage of a chain may be one. */
export function plainStage(weight: SingularRange): Stage {
  return { map: weight, own: unit, square: false };
}

/** x -> W x with a square W, anywhere in the chain. */
export function squareStage(weight: SingularRange): Stage {
  return { map: weight, own: unit, square: true };
}

/** x -> beta x + W x with spectral norm |W| = norm. Source: docs/theory/gauss-newton.md 4.2. */
export function residualStage(beta: number, norm: number): Stage {
  return { map: around(beta, norm), own: unit, square: true };
}

/** x -> beta x + W2 W1 x with inner width >= the width of x. Source: docs/theory/gauss-newton.md 4.4. */
export function skipTwoStage(beta: number, first: SingularRange, second: SingularRange): Stage {
  return {
    map: around(beta, first.largest * second.largest),
    own: {
      largest: first.largest ** 2 + second.largest ** 2,
      smallest: first.smallest ** 2 + second.smallest ** 2,
    },
    square: true,
  };
}

/**
 * kappa(G) <= kappa(Sigma) sum_l t_l prod_{i != l} u_i^2 over the same with the lower limits: worst alignment of every
 * stage. For linear chains of stages without biases, one width from the first stage's output to the last one's input,
 * at least max(d, k). Source: docs/theory/gauss-newton.md 4.2 and 4.4.
 */
export function residualBound(stages: readonly Stage[], kappaSigma: number): BoundValue {
  if (stages.some(({ map }) => !(map.smallest > 0)))
    return missing(theorem, 'A branch is as large as its skip weight, or a layer without a skip loses rank.');
  if (stages.slice(1, -1).some(({ square }) => !square))
    return missing(theorem, 'A layer between the first and the last changes the width.');
  const product = stages.reduce((total, { map }) => total * (map.largest / map.smallest) ** 2, 1);
  const largest = stages.reduce((total, { map, own }) => total + own.largest / map.largest ** 2, 0);
  const smallest = stages.reduce((total, { map, own }) => total + own.smallest / map.smallest ** 2, 0);
  if (smallest === 0) return missing(theorem, 'Both layers of every branch lose rank.');
  return given(theorem, (kappaSigma * product * largest) / smallest);
}

/**
 * kappa(G) <= kappa(Sigma) ((1 + c/L) / (1 - c/L))^(2 (L-1)) for L blocks x -> x + W x with |W| <= c / L. Source:
 * docs/theory/gauss-newton.md 4.5.
 */
export function deepResidualBound(c: number, depth: number, kappaSigma: number): BoundValue {
  const share = c / depth;
  if (!(share < 1)) return missing(deepTheorem, 'A branch is as large as its skip weight.');
  return given(deepTheorem, kappaSigma * Math.exp(2 * (depth - 1) * (Math.log1p(share) - Math.log1p(-share))));
}

function around(beta: number, norm: number): SingularRange {
  return { largest: Math.abs(beta) + norm, smallest: Math.max(0, Math.abs(beta) - norm) };
}
