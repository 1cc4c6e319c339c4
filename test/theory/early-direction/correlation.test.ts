import { describe, expect, it } from 'vitest';
import { singularValues } from '../../../src/numerics/svd';
import { transposeMultiply } from '../../../src/numerics/products';
import {
  chainConstant,
  chainOrder,
  correlationBounds,
  layerShares,
  outputBound,
} from '../../../src/theory/early-direction/chain-constants';
import { chainMaximum } from '../../../src/theory/early-direction/chain-maximum';
import { correlation, flattened, inner, passes } from '../../../src/theory/early-direction/correlation';
import { kktDirections } from '../../../src/theory/early-direction/kkt-direction';
import { embeddedChain } from '../../../src/theory/early-direction/rank-one';
import { powers, task, weightsOfNorm } from './tasks';

const depths = [2, 3, 4];
const cases = powers.flatMap((activation) => depths.map((depth) => ({ activation, depth })));
const widthsOf = (depth: number, outputs = 1) => [3, ...Array.from({ length: depth - 1 }, () => 4), outputs];

describe('2 100 random networks of norm 1', () => {
  it.each(cases)('p $activation.power, slope $activation.slope, depth $depth', ({ activation, depth }) => {
    const order = chainOrder(depth, activation.power);
    const violations: number[] = [];
    for (let seed = 1; seed <= 100; seed++) {
      const outputs = 1 + (seed % 3);
      const problem = task(seed, activation, { outputs });
      const weights = weightsOfNorm(seed, widthsOf(depth, outputs));
      const { value, gradient } = correlation(problem, weights);
      const { least } = correlationBounds(problem.inputs, problem.targets, depth, activation.power);
      const largest = outputBound(problem.inputs, depth, activation.power);
      const output = passes(problem, weights).outputs;
      const euler = weights.reduce((sum, weight, l) => sum + inner(weight, gradient[l]), 0);
      const kept =
        Math.abs(value) <= least * (1 + 1e-12) &&
        Math.sqrt(inner(output, output)) <= largest * (1 + 1e-12) &&
        // Euler: gradient . u = P N.
        Math.abs(euler - order * value) < 1e-12 * (1 + Math.abs(order * value));
      if (!kept) violations.push(seed);
    }
    expect(violations).toEqual([]);
  });
});

it('the gradient of N agrees with differences', () => {
  const problem = task(3, { power: 2, slope: 0.1 }, { outputs: 2 });
  const weights = weightsOfNorm(4, widthsOf(3, 2));
  const { gradient } = correlation(problem, weights);
  weights.forEach(({ data }, l) =>
    data.forEach((start, at) => {
      const valueAt = (x: number) => {
        data[at] = x;
        return correlation(problem, weights).value;
      };
      const slope = (valueAt(start + 1e-5) - valueAt(start - 1e-5)) / 2e-5;
      data[at] = start;
      expect(gradient[l].data[at]).toBeCloseTo(slope, 7);
    }),
  );
});

describe('chains', () => {
  it('have shares that sum to one, and the constants of the closed forms', () => {
    for (const { activation, depth } of cases)
      expect(layerShares(depth, activation.power).reduce((sum, share) => sum + share)).toBeCloseTo(1, 14);
    expect(chainConstant(3, 1)).toBeCloseTo(3 ** -1.5, 14);
    expect(chainConstant(2, 2)).toBeCloseTo((2 / 3) * Math.sqrt(1 / 3), 14);
    expect(chainOrder(4, 2)).toBe(15);
  });

  // Truth: 2 000 directions of a circle.
  it.each(cases)(
    'reach what a search of the circle reaches: p $activation.power, slope $activation.slope, depth $depth',
    ({ activation, depth }) => {
      for (let seed = 1; seed <= 5; seed++) {
        const problem = task(seed, activation, { dimension: 2 });
        const found = chainMaximum(problem, depth);
        let searched = 0;
        for (let k = 0; k < 2000; k++) {
          const angle = (k * Math.PI) / 1000;
          const chain = { ...found, direction: Float64Array.of(Math.cos(angle), Math.sin(angle)) };
          searched = Math.max(searched, Math.abs(scalarValue(problem, chain.direction, depth)));
        }
        expect(found.scalar).toBeGreaterThan(searched * (1 - 1e-4));
        expect(found.residual).toBeLessThan(1e-7);
        expect(Math.abs(scalarValue(problem, found.direction, depth)) / found.scalar).toBeCloseTo(1, 12);
      }
    },
  );

  function scalarValue(
    { inputs, targets, activation }: ReturnType<typeof task>,
    b: Float64Array,
    depth: number,
  ): number {
    let sum = 0;
    for (let i = 0; i < inputs.rows; i++) {
      let z = inputs.get(i, 0) * b[0] + inputs.get(i, 1) * b[1];
      for (let l = 1; l < depth; l++) z = Math.max(z, activation.slope * z) ** activation.power;
      sum += targets.get(i, 0) * z;
    }
    return sum;
  }

  it('embedded in a wider network have the value that they promise, and are KKT points where smooth', () => {
    for (const { activation, depth } of cases)
      for (let seed = 1; seed <= 3; seed++) {
        const problem = task(seed, activation, { outputs: 1 + (seed % 2) });
        const found = chainMaximum(problem, depth);
        const weights = embeddedChain(found, widthsOf(depth, problem.targets.cols), activation.power);
        const { value, gradient } = correlation(problem, weights);
        expect(Math.abs(value / found.correlation - 1)).toBeLessThan(1e-11);
        if (activation.power === 1 && activation.slope !== 1) continue;
        const [direction, state] = [flattened(gradient), flattened(weights)];
        const across = direction.map((g, i) => g - found.growthRate * state[i]);
        expect(Math.hypot(...across) / Math.hypot(...direction)).toBeLessThan(1e-6);
      }
  });

  it('of linear networks reach the bound L^(-L/2) |X^T y|', () => {
    const problem = task(1, { power: 1, slope: 1 }, { outputs: 3 });
    const expected = 3 ** -1.5 * singularValues(transposeMultiply(problem.inputs, problem.targets))[0];
    expect(chainMaximum(problem, 3).correlation / expected).toBeCloseTo(1, 13);
  });

  it('hold in high dimensions, with more samples than dimensions or fewer', () => {
    for (const [samples, dimension] of [
      [40, 10],
      [10, 40],
    ]) {
      const found = chainMaximum(task(2, { power: 1, slope: 0 }, { samples, dimension }), 2);
      expect(found.residual).toBeLessThan(1e-7);
      expect(found.scalar).toBeGreaterThan(0);
    }
  });
});

describe('KKT directions of wide networks', () => {
  it.each([
    { activation: { power: 1, slope: 1 }, depth: 3 },
    { activation: { power: 2, slope: 0 }, depth: 2 },
    { activation: { power: 2, slope: 0.1 }, depth: 3 },
  ])(
    'p $activation.power, slope $activation.slope, depth $depth: rank one, with the known layer norms',
    ({ activation, depth }) => {
      const problem = task(5, activation, { samples: 8 });
      const directions = kktDirections(problem, widthsOf(depth), { starts: 6 });
      const shares = layerShares(depth, activation.power);
      const certified = directions.filter((direction) => direction.certified);
      expect(certified.length).toBeGreaterThan(0);
      for (const { weights, value, rankOneRatios, growthRate } of certified) {
        weights.forEach((weight, l) => expect(inner(weight, weight)).toBeCloseTo(shares[l], 8));
        expect(growthRate).toBeCloseTo(chainOrder(depth, activation.power) * value, 12);
        for (const ratio of rankOneRatios) expect(ratio).toBeLessThan(1e-3);
      }
      // The best of them is the best chain.
      expect(certified[0].value / chainMaximum(problem, depth).correlation).toBeLessThan(1 + 1e-9);
    },
  );
});
