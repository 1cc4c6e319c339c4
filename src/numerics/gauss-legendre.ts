export interface QuadratureNode {
  readonly x: number;
  readonly weight: number;
}

/** Nodes and weights on [-1, 1], by Newton's method on the Legendre polynomial. */
export function gaussLegendre(count: number): readonly QuadratureNode[] {
  const recurrence = recurrenceUpTo(count);
  const positive = Array.from({ length: Math.floor(count / 2) }, (_, i) =>
    nodeNear(recurrence, Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))),
  );
  const mirrored = positive.map(({ x, weight }) => ({ x: -x, weight })).reverse();
  return [...positive, ...(count % 2 === 1 ? [nodeNear(recurrence, 0)] : []), ...mirrored];
}

/** The guess is so near that Newton's steps, which square the error, end at rounding after a few. */
function nodeNear(recurrence: Float64Array, guess: number): QuadratureNode {
  let x = guess;
  for (let move = Infinity; Math.abs(move) > SETTLED;) {
    const { value, derivative } = legendre(recurrence, x);
    move = value / derivative;
    x -= move;
  }
  const { derivative } = legendre(recurrence, x);
  return { x, weight: 2 / ((1 - x * x) * derivative * derivative) };
}

/** The square of such a step, as large as the next one would be, is beyond rounding. */
const SETTLED = 1e-9;

const NODES = gaussLegendre(16);
const MAX_DEPTH = 40;

/**
 * Integral of f from `from` to `to`: panels halved until their halves agree with them to `tolerance`, which is absolute. `whole` is the
 * panel's own integral where it is known.
 */
export function adaptiveIntegral(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance: number,
  whole = panelIntegral(f, from, to).value,
  depth = 0,
): number {
  const middle = (from + to) / 2;
  const left = panelIntegral(f, from, middle).value;
  const right = panelIntegral(f, middle, to).value;
  const settled = !(Math.abs(left + right - whole) > tolerance);
  if (settled || depth === MAX_DEPTH) return left + right;
  return (
    adaptiveIntegral(f, from, middle, tolerance, left, depth + 1) +
    adaptiveIntegral(f, middle, to, tolerance, right, depth + 1)
  );
}

/** Gauss-Legendre with 16 nodes: the integral of f, and of |f|. */
export function panelIntegral(
  f: (x: number) => number,
  from: number,
  to: number,
): { readonly value: number; readonly absolute: number } {
  const center = (from + to) / 2;
  const half = (to - from) / 2;
  let value = 0;
  let absolute = 0;
  for (const { x, weight } of NODES) {
    const term = half * weight * f(center + half * x);
    value += term;
    absolute += Math.abs(term);
  }
  return { value, absolute };
}

/** (k - 1) / k, k = 1, ..., degree, so that P_k = x P_{k-1} + (k-1)/k (x P_{k-1} - P_{k-2}): no division a step. */
function recurrenceUpTo(degree: number): Float64Array {
  return Float64Array.from({ length: degree }, (_, i) => i / (i + 1));
}

function legendre(recurrence: Float64Array, x: number): { value: number; derivative: number } {
  const degree = recurrence.length;
  let previous = 1;
  let value = x;
  for (let i = 1; i < degree; i++) {
    const product = x * value;
    const next = product + recurrence[i] * (product - previous);
    previous = value;
    value = next;
  }
  return { value, derivative: (degree * (x * value - previous)) / (x * x - 1) };
}
