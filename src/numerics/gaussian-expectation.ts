import { adaptiveIntegral, panelIntegral } from './gauss-legendre';
import { normalPdf } from './special-functions';

/** Beyond it a standard normal holds 4e-33, which no growth like z^20 brings back. */
const REACH = 12;
/** Gauss-Legendre with 16 nodes holds 1e-20 of the density itself on as much. */
const PANEL = 3;

/**
 * E f(Z) for Z ~ N(0, 1), f of polynomial growth and of wave numbers below 40: the trapezoidal rule where f is analytic in a strip, else
 * adaptive Gauss-Legendre on panels that end at the kinks (where f or a derivative jumps). Absolute error about 1e-14 E|f(Z)|, or 1e-14 `size`
 * where f is a small rest of terms of that size and rounding is all that moves it; a kink left out costs evaluations, not digits, unless f
 * jumps there.
 */
export function gaussianExpectation(f: (z: number) => number, kinks: readonly number[] = [], size = 0): number {
  const inside = kinks.filter((kink) => Math.abs(kink) < REACH);
  return (inside.length === 0 ? trapezoidalRule(f, size) : undefined) ?? panelRule(f, inside, size);
}

/** Steps of the trapezoidal rule, halved from the first to the last. */
const COARSEST = 1 / 4;
const FINEST = 1 / 32;
/** Change in units of E|f| that halving the step may make at the end; the error is about its square. */
const SETTLED = 4e-15;

/** Undefined where it does not settle: f is steep, or not analytic. The error falls like exp(-2 pi s / step), s half the strip. */
function trapezoidalRule(f: (z: number) => number, size: number): number | undefined {
  const [first, scale] = gridSum(f, 0, COARSEST);
  let value = first;
  for (let step = COARSEST; step > FINEST; step /= 2) {
    const [between] = gridSum(f, step / 2, step);
    const finer = (value + between) / 2;
    if (!(Math.abs(finer - value) > SETTLED * Math.max(scale, size))) return finer;
    value = finer;
  }
  return undefined;
}

let densities: Float64Array | undefined;

/** step times the sums of f pdf and |f| pdf over offset + step k, k whole, within reach: the smallest terms first. */
function gridSum(f: (z: number) => number, offset: number, step: number): readonly [sum: number, absolute: number] {
  const density = (densities ??= Float64Array.from({ length: REACH / FINEST + 1 }, (_, k) => normalPdf(k * FINEST)));
  let sum = 0;
  let absolute = 0;
  for (let z = offset + Math.floor((REACH - offset) / step) * step; z >= 0; z -= step) {
    const weight = density[z / FINEST];
    const right = f(z) * weight;
    const left = z > 0 ? f(-z) * weight : 0;
    sum += right + left;
    absolute += Math.abs(right) + Math.abs(left);
  }
  return [sum * step, absolute * step];
}

function panelRule(f: (z: number) => number, kinks: readonly number[], size: number): number {
  const weighted = (z: number) => f(z) * normalPdf(z);
  const panels = panelsBetween(kinks).map(([from, to]) => ({ from, to, ...panelIntegral(weighted, from, to) }));
  const tolerance = 1e-15 * panels.reduce((sum, panel) => sum + panel.absolute, size);
  return panels.reduce((sum, { from, to, value }) => sum + adaptiveIntegral(weighted, from, to, tolerance, value), 0);
}

/** Panels no wider than PANEL that cover [-REACH, REACH] and end at every kink inside. */
function panelsBetween(kinks: readonly number[]): [number, number][] {
  const ends = [...new Set([-REACH, ...kinks, REACH])].sort((a, b) => a - b);
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i];
    const count = Math.ceil((to - from) / PANEL);
    const at = (k: number) => (k === count ? to : from + ((to - from) * k) / count);
    return Array.from({ length: count }, (_, k): [number, number] => [at(k), at(k + 1)]);
  });
}
