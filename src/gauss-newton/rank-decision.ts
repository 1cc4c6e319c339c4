const EPSILON = 2 ** -52;
/** Within this factor of the threshold a singular value may count either way. */
const UNDECIDED_BAND = 10;

/** Which singular values count as nonzero, and which could have been decided otherwise. */
export interface RankDecision {
  readonly rank: number;
  /** max(rows, columns) * eps * sigma_max: values above it are kept. */
  readonly threshold: number;
  /** Number of values surely nonzero, and of values that are nonzero or undecided. */
  readonly surelyNonzero: number;
  readonly possiblyNonzero: number;
  readonly certain: boolean;
  /** sigma_rank / sigma_(rank+1); null when nothing was cut. */
  readonly gap: number | null;
}

/**
 * Numerical rank of a matrix of the given size from its singular values (descending); of a product of so many `factors` fewer are
 * sure, for each product rounds. Source:
 * docs/theory/gauss-newton.md 8.4, which measured this rule right in every decade of kappa up to 1e21, and every fixed
 * or eigenvalue cut wrong in some.
 */
export function decideRank(singularValues: Float64Array, rows: number, columns: number, factors = 1): RankDecision {
  const largest = singularValues[0] ?? 0;
  const threshold = Math.max(rows, columns) * EPSILON * largest;
  const countAbove = (limit: number) => singularValues.reduce((count, value) => count + (value > limit ? 1 : 0), 0);
  const rank = countAbove(threshold);
  const surelyNonzero = countAbove(threshold * UNDECIDED_BAND * factors);
  // Below eps * sigma_max there is only rounding, however small the matrix.
  const possiblyNonzero = countAbove(Math.max(threshold / UNDECIDED_BAND, EPSILON * largest));
  const next = singularValues[rank];
  return {
    rank,
    threshold,
    surelyNonzero,
    possiblyNonzero,
    certain: surelyNonzero === possiblyNonzero,
    gap: rank === 0 || next === undefined ? null : next === 0 ? Infinity : singularValues[rank - 1] / next,
  };
}
