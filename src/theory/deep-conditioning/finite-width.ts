/** How far a network of this width is from the infinitely wide one whose kernel the theorems describe. */
export interface FiniteWidth {
  /** n L / m; above 0.1 the limit is optimistic. */
  readonly ratio: number;
  /** ((1 + sqrt(n/m)) / (1 - sqrt(n/m)))^2, kappa of one random layer on orthonormal data: a guide from below; infinite for m <= n. */
  readonly kappaFloor: number;
  readonly certainty: 'heuristic';
}

/** Source: docs/theory/deep-conditioning.md 12. */
export function finiteWidth(samples: number, depth: number, width: number): FiniteWidth {
  const root = Math.sqrt(samples / width);
  return {
    ratio: (samples * depth) / width,
    kappaFloor: root < 1 ? ((1 + root) / (1 - root)) ** 2 : Infinity,
    certainty: 'heuristic',
  };
}
