/** Limits of a kernel of unit diagonal with entries of at most `largest` off it. */
export interface GershgorinLimits {
  readonly lambdaMin: number;
  readonly lambdaMax: number;
  /** (1 + x) / (1 - x), x = (n - 1) largest; null where x is 1 to rounding or more and nothing is known. */
  readonly kappa: number | null;
}

const ROUNDING = 1e-13;

/** Gershgorin's circles of an n x n kernel of unit diagonal. Source: docs/theory/deep-conditioning.md 4. */
export function gershgorinLimits(samples: number, largest: number): GershgorinLimits {
  const radius = (samples - 1) * largest;
  return {
    lambdaMin: Math.max(0, 1 - radius),
    lambdaMax: 1 + radius,
    kappa: 1 - radius > ROUNDING ? (1 + radius) / (1 - radius) : null,
  };
}
