import { describe, expect, it } from 'vitest';
import { chainOrder, correlationBounds } from '../../../src/theory/early-direction/chain-constants';
import { correlation } from '../../../src/theory/early-direction/correlation';
import {
  escapeTimeBound,
  escapeTimeEstimate,
  startForEscapeTime,
} from '../../../src/theory/early-direction/escape-time';
import { simulateFlow } from '../../../src/theory/early-direction/scaled-flow';
import type { HomogeneousActivation } from '../../../src/theory/early-direction/homogeneous-activation';
import { task, weightsOfNorm } from './tasks';

const widthsOf = (depth: number) => [3, ...Array.from({ length: depth - 1 }, () => 4), 1];
const radius = 0.25;

function escape(seed: number, activation: HomogeneousActivation, depth: number, start: number, reach = 100) {
  const problem = task(seed, activation, { samples: 8 });
  const order = chainOrder(depth, activation.power);
  const bound = escapeTimeBound(
    { order, start, radius },
    correlationBounds(problem.inputs, problem.targets, depth, activation.power).least,
  );
  const initial = weightsOfNorm(seed, widthsOf(depth), start);
  const atStart = correlation(problem, weightsOfNorm(seed, widthsOf(depth))).value;
  const estimate = escapeTimeEstimate({ order, start, radius }, atStart);
  const { points, escaped } = simulateFlow(problem, 1, initial, {
    radius,
    horizon: reach * bound.time,
    points: 4,
    maximalSteps: 4000,
  });
  return { bound: bound.time, estimate: estimate.time, escaped, end: points.at(-1)! };
}

describe('escape', () => {
  it.each<[string, HomogeneousActivation, number, readonly number[]]>([
    ['linear, P = 3', { power: 1, slope: 1 }, 3, [0.1, 0.03, 0.01]],
    ['relu squared, P = 3', { power: 2, slope: 0 }, 2, [0.1, 0.03]],
    ['leaky squared, P = 7', { power: 2, slope: 0.1 }, 3, [0.15, 0.1]],
    ['linear, P = 2', { power: 1, slope: 1 }, 2, [0.1, 0.01]],
    ['leaky relu, P = 3', { power: 1, slope: 0.2 }, 3, [0.2]],
  ])('%s: full training never leaves before the bound', (_, activation, depth, starts) => {
    let escapes = 0;
    const order = chainOrder(depth, activation.power);
    for (const start of starts)
      for (let seed = 1; seed <= 3; seed++) {
        const { bound, escaped, end } = escape(seed, activation, depth, start, order > 3 ? 1e4 : 100);
        if (escaped) expect(end.time).toBeGreaterThan(bound);
        escapes += escaped ? 1 : 0;
      }
    expect(escapes).toBeGreaterThan(0);
  });

  it('takes about delta^(2 - P), and aligns weights with a direction of rank one', () => {
    const [large, small] = [0.03, 0.003].map((start) => escape(2, { power: 1, slope: 1 }, 3, start));
    expect(Math.log10(large.end.time / small.end.time)).toBeCloseTo(-1, 1);
    expect(small.end.alignment).toBeGreaterThan(0.999);
    expect(Math.max(...small.end.rankOneRatios)).toBeLessThan(0.05);
    expect(small.end.alignment).toBeGreaterThan(large.end.alignment);
  });

  it('has closed forms', () => {
    const time = (order: number, start: number, end: number, n: number) =>
      escapeTimeBound({ order, start, radius: end }, n).time;
    expect(time(2, 0.01, 0.5, 1.03077640640442)).toBeCloseTo(1.89760988955606, 12);
    expect(time(3, 0.01, 0.5, 2)).toBeCloseTo((100 - 2) / 6, 12);
    expect(time(3, 0.5, 0.1, 2)).toBe(0);
    expect(time(3, 0.01, 0.5, 0)).toBe(Infinity);
    expect(escapeTimeEstimate({ order: 3, start: 0.1, radius: 1 }, -1).time).toBe(Infinity);
    const start = startForEscapeTime(4, 0.3, 1000)!;
    expect(time(4, start, 1e9, 0.3)).toBeCloseTo(1000, 8);
    expect(startForEscapeTime(2, 0.3, 1000)).toBeNull();
  });
});
