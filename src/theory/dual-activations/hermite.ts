/** Coefficients in orthonormal Hermite polynomials: E f(u) f(v) of an analytic f is a power series in the correlation (Mehler). */

const REACH = 12;
/** Enough for a tanh of standard deviation 2; a steeper function has a tail that is reported. */
export const LONG_SERIES = 256;
/** Enough for a logistic function of standard deviation 1, and for most functions where correlations are below 1/2. */
export const SHORT_SERIES = 64;
/** Share of E f^2 that a truncated series may miss. */
const COMPLETE = 1e-15;
/** A coefficient this small beside sqrt(E f^2) is rounding. */
const NEGLIGIBLE = 2e-16;
/** ln of a power of the correlation that nothing is lost with. */
const LOG_NOTHING = Math.log(1e-18);
/** sqrt(0), sqrt(1), .... */
const ROOTS = Float64Array.from({ length: LONG_SERIES + 1 }, (_, k) => Math.sqrt(k));

export interface HermiteSeries {
  /** a_k = E f(sqrt(q) z) h_k(z), k = 0, 1, ..., as far as they matter. */
  readonly coefficients: Float64Array;
  /** E f^2 and the part of it that the coefficients miss. */
  readonly secondMoment: number;
  readonly tail: number;
}

/** The series of f at variance q up to `count` terms, f analytic in a strip about the real axis and of polynomial growth. */
export function hermiteSeries(f: (x: number) => number, q: number, count = LONG_SERIES): HermiteSeries {
  // Fine enough for f and for the fastest of the polynomials, whose wave number is sqrt(count).
  const step = Math.min(count > SHORT_SERIES ? 1 / 8 : 1 / 5, 1 / (4 * Math.sqrt(q)));
  const coefficients = new Float64Array(count);
  let secondMoment = 0;
  for (const { z, row } of weightedPolynomials(step, count)) {
    const [right, left] = [f(Math.sqrt(q) * z), z > 0 ? f(-Math.sqrt(q) * z) : 0];
    // The polynomial of degree 0 is 1.
    secondMoment += row[0] * (right * right + left * left);
    // Polynomials of odd degree are odd.
    const [even, odd] = [right + left, right - left];
    for (let k = 0; k + 1 < count; k += 2) {
      coefficients[k] += even * row[k];
      coefficients[k + 1] += odd * row[k + 1];
    }
  }
  const negligible = NEGLIGIBLE * Math.sqrt(secondMoment);
  const kept = coefficients.subarray(0, coefficients.findLastIndex((value) => Math.abs(value) > negligible) + 1);
  const held = kept.reduceRight((sum, value) => sum + value * value, 0);
  return { coefficients: kept, secondMoment, tail: Math.max(0, secondMoment - held) };
}

interface Node {
  /** From 0 up: the others are mirrored. */
  readonly z: number;
  /** Weight of the node times h_k(z). */
  readonly row: Float64Array;
}

/** Nodes by count of polynomials, of the step asked for last: variances up to 1 share one. */
const prepared = new Map<number, { readonly step: number; readonly nodes: readonly Node[] }>();

function weightedPolynomials(step: number, count: number): readonly Node[] {
  const stored = prepared.get(count);
  if (stored?.step === step) return stored.nodes;
  const nodes = Array.from({ length: Math.floor(REACH / step) + 1 }, (_, i) => {
    const z = i * step;
    const row = new Float64Array(count);
    let previous = 0;
    let polynomial = (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    for (let k = 0; k < count; k++) {
      row[k] = polynomial;
      const next = (z * polynomial - ROOTS[k] * previous) / ROOTS[k + 1];
      previous = polynomial;
      polynomial = next;
    }
    return { z, row };
  });
  prepared.set(count, { step, nodes });
  return nodes;
}

/** r -> E f(u) f(v) at variances q and correlation r, to 1e-15 of E f^2; undefined where the series is too long for that. */
export function hermiteDual(f: (x: number) => number, q: number): ((r: number) => number) | undefined {
  const { coefficients, secondMoment, tail } = hermiteSeries(f, q);
  if (!(tail <= COMPLETE * secondMoment)) return undefined;
  const squares = coefficients.map((value) => value * value);
  return (r) => {
    let sum = 0;
    for (let k = termsThatMatter(r, squares.length) - 1; k >= 0; k--) sum = sum * r + squares[k];
    return sum;
  };
}

/** Terms of a series in r, out of `count` whose coefficients' squares sum to at most 1, before those below rounding. */
export function termsThatMatter(r: number, count: number): number {
  const size = Math.abs(r);
  return size < 1 ? Math.min(count, 1 + Math.ceil(LOG_NOTHING / Math.log(size))) : count;
}
