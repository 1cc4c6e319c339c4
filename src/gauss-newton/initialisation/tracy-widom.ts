/** Mean of the Tracy-Widom law of order 1. */
const TRACY_WIDOM_MEAN = -1.2065;

/**
 * Typical largest eigenvalue of G G^T, G p x n with independent entries of unit variance, p <= n: Johnstone's centring
 * and scaling at the mean of the Tracy-Widom law. Source: Johnstone 2001, On the distribution of the largest eigenvalue
 * in principal components analysis, theorem 1.1.
 */
export function typicalLargestEigenvalue(p: number, n: number): number {
  const [a, b] = [Math.sqrt(n - 1), Math.sqrt(p)];
  if (a === 0) return n;
  return (a + b) ** 2 + TRACY_WIDOM_MEAN * (a + b) * (1 / a + 1 / b) ** (1 / 3);
}

/**
 * Typical smallest eigenvalue for p < n, on the logarithmic scale where the Tracy-Widom limit is accurate at small
 * sizes. Source: Ma 2012, Accuracy of the Tracy-Widom limits for the extreme eigenvalues in white Wishart matrices,
 * theorem 2.
 */
export function typicalSmallestEigenvalue(p: number, n: number): number {
  const [a, b] = [Math.sqrt(n - 0.5), Math.sqrt(p - 0.5)];
  const centre = (a - b) ** 2;
  const scale = ((a - b) * (1 / b - 1 / a) ** (1 / 3)) / centre;
  return centre * Math.exp(scale ** 3 / 8 - scale * TRACY_WIDOM_MEAN);
}
