const SQRT_HALF = Math.SQRT1_2;
/** Step of the trapezoidal rule below; its error is exp(-(pi / step)^2) = 7e-18. */
const STEP = 0.5;
/** Squares of the nodes n * STEP with exp(-(n * STEP)^2) above 1e-17. */
const SQUARES = Float64Array.from({ length: 13 }, (_, i) => ((i + 1) * STEP) ** 2);
const WEIGHTS = SQUARES.map((square) => Math.exp(-square));

/** Error function, 2/sqrt(pi) int_0^x exp(-t^2) dt, to a few units in the last place. */
export function erf(x: number): number {
  if (Math.abs(x) < 0.5) return erfSeries(x);
  return x < 0 ? upperTail(-x) - 1 : 1 - upperTail(x);
}

/** 1 - erf(x) without cancellation, to a few units in the last place of its own. */
export function erfc(x: number): number {
  if (Math.abs(x) < 0.5) return 1 - erfSeries(x);
  return x < 0 ? 2 - upperTail(-x) : upperTail(x);
}

/** P(Z <= x) for Z ~ N(0, 1), to a few units in the last place also far in the lower tail. */
export function normalCdf(x: number): number {
  const z = x * SQRT_HALF;
  if (Math.abs(z) < 0.5) return 0.5 + 0.5 * erfSeries(z);
  // exp(-z^2) from x itself: rounding z = x / sqrt(2) would cost x^2 units in the last place.
  const tail = 0.5 * (expMinusSquare(Math.abs(x), 0.5) * trapezoid(Math.abs(z)) - poleTerm(Math.abs(z)));
  return x < 0 ? tail : 1 - tail;
}

/** Density of N(0, 1). */
export function normalPdf(x: number): number {
  return expMinusSquare(Math.abs(x), 0.5) / Math.sqrt(2 * Math.PI);
}

/** (1 - Phi(x)) / pdf(x) = int_0^inf exp(-x t - t^2/2) dt for x >= 0, to a few units in the last place. */
export function millsRatio(x: number): number {
  const z = x * SQRT_HALF;
  const factor = Math.sqrt(Math.PI / 2);
  if (z < 0.5) return factor * Math.exp(z * z) * (1 - erfSeries(z));
  if (z >= Math.PI / STEP) return factor * trapezoid(z);
  // exp(z^2) poleTerm(z), which is small: what rounding the exponent costs does not show.
  const far = (2 * Math.PI * z) / STEP;
  return factor * (trapezoid(z) - (2 * Math.exp(z * z - far)) / (1 - Math.exp(-far)));
}

/** Maclaurin series; for |x| < 1/2 its terms fall fast enough that alternation costs nothing. */
function erfSeries(x: number): number {
  const square = x * x;
  let power = 1;
  let sum = 0;
  for (let n = 0; n < 16; n++) {
    sum += power / (2 * n + 1);
    power *= -square / (n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * x * sum;
}

/** erfc on [1/2, infinity). */
function upperTail(x: number): number {
  return expMinusSquare(x, 1) * trapezoid(x) - poleTerm(x);
}

/**
 * exp(x^2) erfc(x) = (2 x / pi) int_0^inf exp(-t^2) / (t^2 + x^2) dt by the trapezoidal rule, but for the residue at t = i x, which
 * `poleTerm` subtracts (Chiarella and Reichel, Math. Comp. 22, 1968; Hunter and Regan, Math. Comp. 26, 1972).
 */
function trapezoid(x: number): number {
  if (x === Infinity) return 0;
  const square = x * x;
  let sum = 0;
  for (let i = SQUARES.length - 1; i >= 0; i--) sum += WEIGHTS[i] / (SQUARES[i] + square);
  return ((2 * STEP) / Math.PI) * (x * sum + 0.5 / x);
}

function poleTerm(x: number): number {
  return x < Math.PI / STEP ? 2 / Math.expm1((2 * Math.PI * x) / STEP) : 0;
}

/** exp(-factor x^2), x >= 0, factor a power of two, without the relative error x^2 eps that rounding x^2 would bring. */
function expMinusSquare(x: number, factor: number): number {
  if (x > 1e3) return 0;
  const high = Math.round(x * 2 ** 16) * 2 ** -16;
  return Math.exp(-factor * high * high) * Math.exp(-factor * (x - high) * (x + high));
}
