import { normalPdf } from './special-functions';

/** Beyond it a standard normal holds 4e-33, which no growth like z^20 brings back. */
const REACH = 12;
const PANEL = 1.5;
const NODES = gaussLegendre(16);
const MAX_DEPTH = 40;

/**
 * E f(Z) for Z ~ N(0, 1), f of polynomial growth: adaptive Gauss-Legendre on panels that end at the kinks (where f or a derivative
 * jumps). Absolute error about 1e-14 E|f(Z)|; a kink left out costs evaluations, not digits, unless f jumps there.
 */
export function gaussianExpectation(f: (z: number) => number, kinks: readonly number[] = []): number {
  const weighted = (z: number) => f(z) * normalPdf(z);
  const panels = panelsBetween(kinks).map(([from, to]) => ({ from, to, ...integrate(weighted, from, to) }));
  const tolerance = 1e-15 * panels.reduce((sum, panel) => sum + panel.absolute, 0);
  return panels.reduce((sum, { from, to, value }) => sum + refine(weighted, from, to, value, tolerance, 0), 0);
}

/** Panels no wider than PANEL that cover [-REACH, REACH] and end at every kink. */
function panelsBetween(kinks: readonly number[]): [number, number][] {
  const inside = kinks.filter((kink) => Math.abs(kink) < REACH);
  const ends = [...new Set([-REACH, ...inside, REACH])].sort((a, b) => a - b);
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i];
    const count = Math.ceil((to - from) / PANEL);
    const at = (k: number) => (k === count ? to : from + ((to - from) * k) / count);
    return Array.from({ length: count }, (_, k): [number, number] => [at(k), at(k + 1)]);
  });
}

/** Halves the panel until its halves agree with it. */
function refine(
  f: (z: number) => number,
  from: number,
  to: number,
  whole: number,
  tolerance: number,
  depth: number,
): number {
  const middle = (from + to) / 2;
  const left = integrate(f, from, middle).value;
  const right = integrate(f, middle, to).value;
  const settled = !(Math.abs(left + right - whole) > tolerance);
  if (settled || depth === MAX_DEPTH) return left + right;
  return refine(f, from, middle, left, tolerance, depth + 1) + refine(f, middle, to, right, tolerance, depth + 1);
}

function integrate(f: (z: number) => number, from: number, to: number): { value: number; absolute: number } {
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

/** Nodes and weights on [-1, 1] by Newton's method on the Legendre polynomial. */
function gaussLegendre(count: number): { x: number; weight: number }[] {
  return Array.from({ length: count }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    for (let step = 0; step < 8; step++) {
      const { value, derivative } = legendre(count, x);
      x -= value / derivative;
    }
    const { derivative } = legendre(count, x);
    return { x, weight: 2 / ((1 - x * x) * derivative * derivative) };
  });
}

function legendre(degree: number, x: number): { value: number; derivative: number } {
  let previous = 1;
  let value = x;
  for (let k = 2; k <= degree; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  return { value, derivative: (degree * (x * value - previous)) / (x * x - 1) };
}
