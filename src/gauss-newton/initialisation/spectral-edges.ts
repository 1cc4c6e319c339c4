/** Limits of the eigenvalues of a random Gram matrix of unit mean. */
export interface Edges {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Edges of the spectrum of M M^T, M a product of independent p x m_1, m_1 x m_2, … matrices with ratios gamma_i = p /
 * m_i, normalised to mean 1, at infinite size: upper = min over z > 0, lower = max over -1/gamma_max < z < -1 of (1 +
 * z)/z prod (1 + gamma_i z); lower is 0 when some gamma_i >= 1. One factor is Marchenko-Pastur, (1 +- sqrt(gamma))^2.
 * Source: docs/theory/gauss-newton.md 7.
 */
export function productEdges(ratios: readonly number[]): Edges {
  if (ratios.length === 0) return { lower: 1, upper: 1 };
  const largest = Math.max(...ratios);
  const value = (z: number) => ratios.reduce((product, ratio) => product * (1 + ratio * z), (1 + z) / z);
  // d log f / d log|z|, up to sign: log f is convex in log z for z > 0 and concave in w = -z > 1, so each has one root.
  const upperSlope = (z: number) =>
    ratios.reduce((total, ratio) => total + (ratio * z) / (1 + ratio * z), -1 / (1 + z));
  const lowerSlope = (w: number) =>
    ratios.reduce((total, ratio) => total + (ratio * w) / (1 - ratio * w), -1 / (w - 1));
  return {
    upper: value(increasingRoot(upperSlope, 1e-150, 1e150)),
    lower: largest < 1 ? value(-increasingRoot(lowerSlope, 1, 1 / largest)) : 0,
  };
}

/** Where an increasing function changes sign, by bisection of the logarithm. */
function increasingRoot(slope: (x: number) => number, low: number, high: number): number {
  for (;;) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (!(middle > low && middle < high)) return middle;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
}
