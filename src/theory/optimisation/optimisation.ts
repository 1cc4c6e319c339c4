/** What a Gauss-Newton spectrum means for training while the kernel stays as it is: learning rates and iterations. */
export interface OptimisationFigures {
  /**
   * Largest stable learning rates for the loss (1/2n) sum |f - y|^2; heavy ball and Nesterov at their optimal momentum.
   */
  readonly maximalLearningRate: {
    readonly gradientDescent: number;
    readonly heavyBall: number;
    readonly nesterov: number;
  };
  /** Heavy ball's optimal momentum. */
  readonly momentum: number;
  /** Iterations for ten times less error along the slowest direction; at least one. */
  readonly iterationsPerDecade: {
    /** At 2 / (lambdaMax + lambdaMin), the best constant rate. */
    readonly gradientDescent: number;
    /** At 1 / lambdaMax. */
    readonly gradientDescentSafe: number;
    readonly heavyBall: number;
    readonly nesterov: number;
    /** Step 1, damping lambdaMin. */
    readonly dampedGaussNewton: number;
  };
  readonly certainty: 'exact';
  readonly note: string;
}

/**
 * Learning rates and iterations from the extreme nonzero eigenvalues of G, 0 < lambdaMin <= lambdaMax; null for
 * anything else. Double roots make the momentum methods about 5% slower than their rates. Source:
 * docs/theory/optimisation.md 1 and 2; Polyak 1964, Nesterov 1983.
 */
export function optimisationFigures(lambdaMax: number, lambdaMin: number): OptimisationFigures | null {
  if (!(lambdaMin > 0 && lambdaMax >= lambdaMin && lambdaMax < Infinity)) return null;
  const kappa = lambdaMax / lambdaMin;
  const root = Math.sqrt(kappa);
  const nesterovMomentum = (root - 1) / (root + 1);
  const momentum = nesterovMomentum ** 2;
  return {
    maximalLearningRate: {
      gradientDescent: 2 / lambdaMax,
      heavyBall: (2 * (1 + momentum)) / lambdaMax,
      nesterov: (2 * (1 + nesterovMomentum)) / ((1 + 2 * nesterovMomentum) * lambdaMax),
    },
    momentum,
    iterationsPerDecade: {
      gradientDescent: decade(2 / (kappa + 1)),
      gradientDescentSafe: decade(1 / kappa),
      heavyBall: decade(2 / (root + 1)),
      nesterov: decade(1 / root),
      dampedGaussNewton: decade(1 / 2),
    },
    certainty: 'exact',
    note: 'Holds while the kernel is frozen, and locally otherwise; heavy ball and Nesterov take about 5% more.',
  };
}

/** Iterations per decade of an error that shrinks by 1 - `reduction` a step. */
function decade(reduction: number): number {
  return Math.max(1, Math.LN10 / -Math.log1p(-reduction));
}
