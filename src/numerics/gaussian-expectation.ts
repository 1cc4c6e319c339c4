import { adaptiveIntegral, panelIntegral } from './gauss-legendre';
import { normalPdf } from './special-functions';

/** Beyond it a standard normal holds 4e-33, which no growth like z^20 brings back. */
const REACH = 12;
const PANEL = 1.5;

/**
 * E f(Z) for Z ~ N(0, 1), f of polynomial growth: adaptive Gauss-Legendre on panels that end at the kinks (where f or a derivative
 * jumps). Absolute error about 1e-14 E|f(Z)|, or 1e-14 `size` where f is a small rest of terms of that size and rounding is all that moves it; a
 * kink left out costs evaluations, not digits, unless f jumps there.
 */
export function gaussianExpectation(f: (z: number) => number, kinks: readonly number[] = [], size = 0): number {
  const weighted = (z: number) => f(z) * normalPdf(z);
  const panels = panelsBetween(kinks).map(([from, to]) => ({ from, to, ...panelIntegral(weighted, from, to) }));
  const tolerance = 1e-15 * panels.reduce((sum, panel) => sum + panel.absolute, size);
  return panels.reduce((sum, { from, to, value }) => sum + adaptiveIntegral(weighted, from, to, tolerance, value), 0);
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
