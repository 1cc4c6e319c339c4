import { describe, expect, it } from 'vitest';
import { residualBlockPredictions } from '../../../src/gauss-newton/initialisation/residual-block';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { singularValues } from '../../../src/numerics/svd';
import type { Initialiser } from '../../../src/spec/architecture';

const normal = (std: number): Initialiser => ({ name: 'normal', fan: 'in', gain: 1, std, seed: 1 });

describe('squared singular values of beta I + W', () => {
  // Truth: one sampled matrix of 300 units, gain 1; the edges are limits, reached within a few per cent.
  it.each([1.5, 2, 4])('beta %d', (beta) => {
    const width = 300;
    const weights = randomStream(5, 'block').normals(width * width);
    const block = new Matrix(
      width,
      width,
      weights.map((value) => value / Math.sqrt(width)),
    );
    for (let i = 0; i < width; i++) block.set(i, i, block.get(i, i) + beta);
    const sampled = singularValues(block).map((value) => value ** 2);
    const [largest, smallest] = residualBlockPredictions(beta, width, normal(1 / Math.sqrt(width)));
    expect(sampled[0] / largest.value).toBeCloseTo(1, 1);
    expect(sampled[width - 1] / smallest.value).toBeGreaterThan(0.95);
    expect(sampled[width - 1] / smallest.value).toBeLessThan(1.3);
  });

  it('touch zero at and below the spectral radius', () => {
    expect(residualBlockPredictions(0.9, 64, normal(1 / 8))[1].value).toBe(0);
  });

  it('scale with the gain', () => {
    const [one] = residualBlockPredictions(2, 64, normal(1 / 8));
    const [three] = residualBlockPredictions(6, 64, normal(3 / 8));
    expect(three.value / one.value).toBeCloseTo(9, 12);
  });

  it('are not known of orthogonal weights', () => {
    expect(residualBlockPredictions(2, 64, { ...normal(1), name: 'orthogonal' })).toEqual([]);
  });
});
