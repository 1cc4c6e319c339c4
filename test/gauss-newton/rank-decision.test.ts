import { describe, expect, it } from 'vitest';
import { decideRank } from '../../src/gauss-newton/rank-decision';

const EPSILON = 2 ** -52;

describe('rank of a 100 x 50 matrix: values above 100 eps sigma_max count', () => {
  const threshold = 100 * EPSILON;
  it.each([
    { name: 'all clear', values: [1, 0.5, 1e-3], rank: 3, certain: true },
    { name: 'exact zeros', values: [1, 0.5, 0, 0], rank: 2, certain: true },
    { name: 'just kept', values: [1, 2 * threshold], rank: 2, certain: false },
    { name: 'just cut', values: [1, threshold / 2], rank: 1, certain: false },
    { name: 'kept with a factor above ten', values: [1, 11 * threshold], rank: 2, certain: true },
    { name: 'cut with a factor above ten', values: [1, threshold / 11], rank: 1, certain: true },
    { name: 'relative to the largest', values: [1e6, 1e6 * 11 * threshold], rank: 2, certain: true },
    { name: 'no value', values: [], rank: 0, certain: true },
    { name: 'a zero matrix', values: [0, 0], rank: 0, certain: true },
  ])('$name', ({ values, rank, certain }) => {
    expect(decideRank(Float64Array.from(values), 100, 50)).toMatchObject({ rank, certain });
  });

  it('says how clear the cut is', () => {
    expect(decideRank(Float64Array.of(4, 2, 1e-20), 100, 50).gap).toBeCloseTo(2e20, -10);
    expect(decideRank(Float64Array.of(4, 2), 100, 50).gap).toBeNull();
  });

  it('takes what lies below eps sigma_max for rounding in the smallest matrices too', () => {
    expect(decideRank(Float64Array.of(1, 0.9 * EPSILON), 2, 2)).toMatchObject({ rank: 1, certain: true });
    expect(decideRank(Float64Array.of(1, 1.1 * EPSILON), 2, 2)).toMatchObject({ rank: 1, certain: false });
  });
});
