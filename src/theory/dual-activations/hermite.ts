/** Coefficients in orthonormal Hermite polynomials: E f(u) f(v) of an analytic f is a power series in the correlation (Mehler). */

import { Matrix } from '../../numerics/matrix';
import { multiply } from '../../numerics/products';

const REACH = 12;
/** Enough for a tanh of standard deviation 2; a steeper function has a tail that is reported. */
export const LONG_SERIES = 256;
/** Enough for a logistic function of standard deviation 1, and for most functions where correlations are below 1/2. */
export const SHORT_SERIES = 64;
/** Share of E f^2 that a truncated series may miss. */
const COMPLETE = 1e-15;
/** A coefficient this small beside sqrt(E f^2) is rounding. */
const NEGLIGIBLE = 2e-16;
/** So many negligible coefficients in a row say that the series has ended, and that a smaller tail is rounding of E f^2. */
const LAST = 4;
const ROUNDING = 1e-13;
/** ln of a power of the correlation that nothing is lost with. */
const LOG_NOTHING = Math.log(1e-18);
/** Of the grid, and no more: what is steeper has a series far too long. */
const MOST_HALVINGS = 4;
/** sqrt(0), sqrt(1), .... */
const ROOTS = Float64Array.from({ length: LONG_SERIES + 1 }, (_, k) => Math.sqrt(k));

export interface HermiteSeries {
  /** a_k = E f(sqrt(q) z) h_k(z), k = 0, 1, ..., as far as they matter. */
  readonly coefficients: Float64Array;
  /** E f^2 and the part of it that the coefficients miss; infinite where f is so steep that all of this is rough. */
  readonly secondMoment: number;
  readonly tail: number;
}

/** The series of f at variance q up to `count` terms, f analytic in a strip about the real axis and of polynomial growth. */
export function hermiteSeries(f: (x: number) => number, q: number, count = LONG_SERIES): HermiteSeries {
  return hermiteSeriesOf(f, [q], count)[0];
}

/** The same for many variances: two products of matrices. */
export function hermiteSeriesOf(
  f: (x: number) => number,
  variances: ArrayLike<number>,
  count = LONG_SERIES,
): readonly HermiteSeries[] {
  const step = stepFor(variances, count);
  const { nodes, weights, even, odd } = weightedPolynomials(step, count);
  const rows = variances.length;
  const [sums, differences] = [new Matrix(rows, nodes.length), new Matrix(rows, nodes.length)];
  const secondMoments = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const deviation = Math.sqrt(variances[i]);
    for (let n = 0; n < nodes.length; n++) {
      const right = f(deviation * nodes[n]);
      const left = f(-deviation * nodes[n]);
      sums.data[i * nodes.length + n] = right + left;
      differences.data[i * nodes.length + n] = right - left;
      secondMoments[i] += weights[n] * (right * right + left * left);
    }
  }
  const [evens, odds] = [multiply(sums, even), multiply(differences, odd)];
  return Array.from(secondMoments, (secondMoment, i) => {
    const series = seriesFrom(evens.row(i), odds.row(i), secondMoment);
    return isFineEnough(step, variances[i]) ? series : { ...series, tail: Infinity };
  });
}

function seriesFrom(evens: Float64Array, odds: Float64Array, secondMoment: number): HermiteSeries {
  const coefficients = new Float64Array(2 * evens.length);
  const negligible = NEGLIGIBLE * Math.sqrt(secondMoment);
  let count = 0;
  let held = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) {
    const value = k % 2 === 0 ? evens[k / 2] : odds[(k - 1) / 2];
    if (count === 0 && Math.abs(value) > negligible) count = k + 1;
    if (count === 0) continue;
    coefficients[k] = value;
    held += value * value;
  }
  const missed = Math.max(0, secondMoment - held);
  const hasEnded = count < coefficients.length - LAST && missed < ROUNDING * secondMoment;
  return { coefficients: coefficients.subarray(0, count), secondMoment, tail: hasEnded ? 0 : missed };
}

/**
 * Fine enough for the fastest of the polynomials, whose wave number is sqrt(count), and for f unless it is too steep; one of few, so that
 * tables are shared.
 */
function stepFor(variances: ArrayLike<number>, count: number): number {
  const largest = Array.from(variances).reduce((most, variance) => Math.max(most, variance), 0);
  let step = count > SHORT_SERIES ? 1 / 8 : 3 / 16;
  for (let halvings = 0; halvings < MOST_HALVINGS && !isFineEnough(step, largest); halvings++) step /= 2;
  return step;
}

function isFineEnough(step: number, variance: number): boolean {
  return 4 * step * Math.sqrt(variance) <= 1;
}

/** Polynomials are even or odd, so half of the nodes do. */
interface WeightedPolynomials {
  /** Down to 0, so that sums begin with the smallest terms; the others are mirrored. */
  readonly nodes: Float64Array;
  /** Of each node and of its mirror image; half of it at 0. */
  readonly weights: Float64Array;
  /** Weight times h_k(node): nodes x count / 2. */
  readonly even: Matrix;
  readonly odd: Matrix;
}

const known = new Map<string, WeightedPolynomials>();

function weightedPolynomials(step: number, count: number): WeightedPolynomials {
  const key = `${step} ${count}`;
  const stored = known.get(key) ?? computePolynomials(step, count);
  known.set(key, stored);
  return stored;
}

function computePolynomials(step: number, count: number): WeightedPolynomials {
  const reach = Math.floor(REACH / step);
  const nodes = Float64Array.from({ length: reach + 1 }, (_, i) => (reach - i) * step);
  const weights = nodes.map((z) => ((z > 0 ? step : step / 2) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
  const [even, odd] = [new Matrix(nodes.length, count / 2), new Matrix(nodes.length, count / 2)];
  nodes.forEach((z, n) => {
    let previous = 0;
    let polynomial = weights[n];
    for (let k = 0; k < count; k++) {
      (k % 2 === 0 ? even : odd).row(n)[k >> 1] = polynomial;
      const next = (z * polynomial - ROOTS[k] * previous) / ROOTS[k + 1];
      previous = polynomial;
      polynomial = next;
    }
  });
  return { nodes, weights, even, odd };
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
