/** Coefficients in orthonormal Hermite polynomials: E f(u) f(v) of an analytic f is a power series in the correlation (Mehler). */

const REACH = 12;
/** Enough for a tanh of standard deviation 2; a steeper function has a tail that is reported. */
const COUNT = 256;
/** Share of E f^2 that a truncated series may miss. */
const COMPLETE = 1e-15;

export interface HermiteSeries {
  /** a_k = E f(sqrt(q) z) h_k(z), k = 0, 1, ... */
  readonly coefficients: Float64Array;
  /** E f^2 and the part of it that the coefficients miss. */
  readonly secondMoment: number;
  readonly tail: number;
}

/** The series of f at variance q, f analytic in a strip about the real axis and of polynomial growth. */
export function hermiteSeries(f: (x: number) => number, q: number): HermiteSeries {
  // Fine enough for f and for the fastest of the polynomials, whose wave number is sqrt(COUNT).
  const step = Math.min(1 / 8, 1 / (4 * Math.sqrt(q)));
  const nodes = Math.floor(REACH / step);
  const coefficients = new Float64Array(COUNT);
  let secondMoment = 0;
  for (let i = -nodes; i <= nodes; i++) {
    const z = i * step;
    const weight = (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    const value = f(Math.sqrt(q) * z);
    secondMoment += weight * value * value;
    let previous = 0;
    let polynomial = weight * value;
    for (let k = 0; k < COUNT; k++) {
      coefficients[k] += polynomial;
      [previous, polynomial] = [polynomial, (z * polynomial - Math.sqrt(k) * previous) / Math.sqrt(k + 1)];
    }
  }
  const held = coefficients.reduceRight((sum, value) => sum + value * value, 0);
  return { coefficients, secondMoment, tail: Math.max(0, secondMoment - held) };
}

/** r -> E f(u) f(v) at variances q and correlation r, to 1e-15 of E f^2; undefined where the series is too long for that. */
export function hermiteDual(f: (x: number) => number, q: number): ((r: number) => number) | undefined {
  const { coefficients, secondMoment, tail } = hermiteSeries(f, q);
  if (!(tail <= COMPLETE * secondMoment)) return undefined;
  const negligible = (COMPLETE * secondMoment) / COUNT;
  const last = coefficients.findLastIndex((value) => value * value > negligible);
  const squares = coefficients.slice(0, last + 1).map((value) => value * value);
  return (r) => squares.reduceRight((sum, square) => sum * r + square, 0);
}
