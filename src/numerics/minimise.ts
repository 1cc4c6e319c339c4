/** Smooth unconstrained minimisation by limited-memory BFGS (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5). */

export interface Objective {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradientNorm: number;
}

const MEMORY = 10;

/**
 * Descends from `start` until the gradient is shorter than `tolerance`, no step makes it smaller, or `iterations` are spent. Where the
 * objective is not finite no step goes.
 */
export function minimise(
  objective: (point: Float64Array) => Objective,
  start: Float64Array,
  { tolerance, iterations }: { readonly tolerance: number; readonly iterations: number },
): Minimum {
  let point = start;
  let { value, gradient } = objective(point);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations && norm(gradient) > tolerance; iteration++) {
    const next =
      lineSearch(objective, point, value, gradient, descentDirection(gradient, pairs)) ??
      lineSearch(
        objective,
        point,
        value,
        gradient,
        gradient.map((entry) => -entry),
      );
    if (!next) break;
    remember(pairs, next.point, point, next.gradient, gradient);
    ({ point, value, gradient } = next);
  }
  return { point, value, gradientNorm: norm(gradient) };
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

function remember(
  pairs: Pair[],
  to: Float64Array,
  from: Float64Array,
  after: Float64Array,
  before: Float64Array,
): void {
  const step = to.map((value, i) => value - from[i]);
  const change = after.map((value, i) => value - before[i]);
  const product = dot(step, change);
  // Only a positive product keeps the matrix positive definite.
  if (!(product > 1e-16 * norm(step) * norm(change))) return;
  pairs.push({ step, change, product });
  if (pairs.length > MEMORY) pairs.shift();
}

function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((entry) => -entry);
  const coefficients: number[] = [];
  for (const { step, change, product } of pairs.toReversed()) {
    const coefficient = dot(step, direction) / product;
    coefficients.push(coefficient);
    addTo(direction, -coefficient, change);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  for (const { step, change, product } of pairs)
    addTo(direction, coefficients.pop()! - dot(change, direction) / product, step);
  return direction;
}

/** Step with a sufficient decrease by bisection and expansion until the slope has shrunk (weak Wolfe conditions). */
function lineSearch(
  objective: (point: Float64Array) => Objective,
  point: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
): { point: Float64Array; value: number; gradient: Float64Array } | undefined {
  const slope = dot(gradient, direction);
  if (!(slope < 0)) return undefined;
  let [low, high, length] = [0, Infinity, 1];
  let best: { point: Float64Array; value: number; gradient: Float64Array } | undefined;
  for (let attempt = 0; attempt < 40; attempt++) {
    const at = point.map((entry, i) => entry + length * direction[i]);
    const there = objective(at);
    if (!(there.value <= value + 1e-4 * length * slope)) high = length;
    else {
      if (!best || there.value < best.value) best = { point: at, ...there };
      if (dot(there.gradient, direction) >= 0.9 * slope) break;
      low = length;
    }
    length = high === Infinity ? 2 * length : (low + high) / 2;
  }
  return best;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function addTo(target: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * other[i];
}
