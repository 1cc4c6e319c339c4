/** A function on [-1, 1] that stands for another, cheap to evaluate. */
export type Interpolant = (x: number) => number;

/** Points are doubled up to this many; functions that still move have a singularity in or next to [-1, 1]. */
const MOST_POINTS = 256;

/**
 * Chebyshev interpolant of an analytic f on [-1, 1], ends included: points are doubled until the last coefficients are below `tolerance`
 * times the largest.
 */
export function chebyshevInterpolant(f: (x: number) => number, tolerance = 1e-15): Interpolant {
  const { coefficients } = interpolate(f, { tolerance, size: 0, mostPoints: MOST_POINTS });
  return (x) => clenshaw(coefficients, x);
}

/**
 * Its coefficients, to an absolute error of about 1e-15 max(|f|, size), or undefined where more than `mostPoints`, 16 times a power of 2, were
 * needed.
 */
export function settledCoefficients(
  f: (x: number) => number,
  size: number,
  mostPoints: number,
): Float64Array | undefined {
  const { coefficients, settled } = interpolate(f, { tolerance: 1e-15, size, mostPoints });
  return settled ? coefficients : undefined;
}

/** sum_k c_k T_k(x) at many points. */
export function chebyshevSums(coefficients: Float64Array, points: Float64Array): Float64Array {
  const sums = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) sums[i] = clenshaw(coefficients, points[i]);
  return sums;
}

function interpolate(
  f: (x: number) => number,
  { tolerance, size, mostPoints }: { readonly tolerance: number; readonly size: number; readonly mostPoints: number },
): { readonly coefficients: Float64Array; readonly settled: boolean } {
  let count = 16;
  let values = Float64Array.from({ length: count + 1 }, (_, i) => f(point(i, count)));
  for (;;) {
    const coefficients = chebyshevCoefficients(values);
    const largest = coefficients.reduce((most, value) => Math.max(most, Math.abs(value)), size);
    const settled = coefficients.subarray(-4).every((value) => Math.abs(value) <= tolerance * largest);
    if (settled || count >= mostPoints) return { coefficients, settled };
    count *= 2;
    const coarse = values;
    values = Float64Array.from({ length: count + 1 }, (_, i) => (i % 2 === 0 ? coarse[i / 2] : f(point(i, count))));
  }
}

function point(index: number, count: number): number {
  return Math.cos((Math.PI * index) / count);
}

/** Coefficients c_k of sum_k c_k T_k(x) through the values at cos(pi i / n), i = 0, ..., n. */
function chebyshevCoefficients(values: Float64Array): Float64Array {
  const n = values.length - 1;
  const cosines = new Float64Array(2 * n);
  for (let i = 0; i < 2 * n; i++) cosines[i] = Math.cos((Math.PI * i) / n);
  const coefficients = new Float64Array(n + 1);
  for (let k = 0; k <= n; k++) {
    let sum = (values[0] + (k % 2 === 0 ? values[n] : -values[n])) / 2;
    for (let i = 1; i < n; i++) sum += values[i] * cosines[(i * k) % (2 * n)];
    coefficients[k] = (sum * (k === 0 || k === n ? 1 : 2)) / n;
  }
  return coefficients;
}

function clenshaw(coefficients: Float64Array, x: number): number {
  let next = 0;
  let afterNext = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const current = coefficients[k] + 2 * x * next - afterNext;
    afterNext = next;
    next = current;
  }
  return coefficients[0] + x * next - afterNext;
}
