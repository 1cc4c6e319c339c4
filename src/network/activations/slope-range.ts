/** How steep an activation can be: what contraction and convergence theorems ask of it. */
import type { ActivationFunction } from './activation-function';

export interface SlopeRange {
  /** Infimum and supremum of phi' (infinite where it is unbounded). */
  readonly least: number;
  readonly greatest: number;
}

const everywhere = new WeakMap<ActivationFunction, SlopeRange>();

/** Over all inputs, to about 1e-15: phi' is searched on [-40, 40], at the breaks from both sides, and far out. */
export function slopeRange(phi: ActivationFunction): SlopeRange {
  const known = everywhere.get(phi) ?? slopeRangeOn(phi, -Infinity, Infinity);
  everywhere.set(phi, known);
  return known;
}

/** Lipschitz constant. */
export function lipschitzConstant(phi: ActivationFunction): number {
  const { least, greatest } = slopeRange(phi);
  return Math.max(Math.abs(least), Math.abs(greatest));
}

/** Infimum of |phi'| between two inputs; 0 where the slope changes sign without a kink there. */
export function leastSteepness(phi: ActivationFunction, from = -Infinity, to = Infinity): number {
  const { least, greatest } = slopeRangeOn(phi, from, to);
  if (least > 0) return least;
  return greatest < 0 ? -greatest : 0;
}

/** Over from < x < to. */
export function slopeRangeOn(phi: ActivationFunction, from: number, to: number): SlopeRange {
  const inputs = samples(phi, from, to);
  const slopes = inputs.map((x) => phi.derivative(x));
  let [least, greatest] = [Math.min(...slopes), Math.max(...slopes)];
  for (let i = 1; i + 1 < inputs.length; i++) {
    const [before, here, after] = [slopes[i - 1], slopes[i], slopes[i + 1]];
    if (here === before && here === after) continue;
    const bracket = [inputs[i - 1], inputs[i + 1]] as const;
    if (here <= before && here <= after)
      least = Math.min(
        least,
        lowest((x) => phi.derivative(x), ...bracket),
      );
    if (here >= before && here >= after) greatest = Math.max(greatest, -lowest((x) => -phi.derivative(x), ...bracket));
  }
  const grows = (far: number, near: number, outwards: number) =>
    outwards > from && outwards < to && Math.abs(far) > 1.5 * Math.abs(near) + 1 ? Math.sign(far) * Infinity : 0;
  const tails = [-1, 1].map((sign) => grows(phi.derivative(sign * 1e9), phi.derivative(sign * 1e6), sign * 1e9));
  return {
    least: Math.min(least, ...tails.filter((t) => t < 0)),
    greatest: Math.max(greatest, ...tails.filter((t) => t > 0)),
  };
}

const REACH = 40;
const STEP = 1 / 16;

/** Ascending. */
function samples({ breaks }: ActivationFunction, from: number, to: number): number[] {
  const grid = Array.from({ length: (2 * REACH) / STEP + 1 }, (_, i) => -REACH + i * STEP);
  const tails = [50, 100, 1e3, 1e6].flatMap((x) => [-x, x]);
  const sides = breaks.flatMap((at) => [
    at - 1e-12 * Math.max(1, Math.abs(at)),
    at + 1e-12 * Math.max(1, Math.abs(at)),
  ]);
  const ends = [from, to].filter(Number.isFinite);
  return [...new Set([...grid, ...tails, ...sides, ...ends])].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
}

/** Least value between two inputs where the function has one valley, by golden section. */
function lowest(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  for (let step = 0; step < 60; step++) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  return Math.min(atLeft, atRight);
}
