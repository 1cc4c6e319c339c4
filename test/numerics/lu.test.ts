import { describe, expect, it } from 'vitest';
import { luFactor, luSolve } from '../../src/numerics/lu';
import { Matrix } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/products';
import { numbers } from '../network/build';

describe('luSolve', () => {
  it.each([1, 2, 5, 40])('solves %d equations to a few units in the last place of the residual', (n) => {
    const a = numbers(n, n, 3);
    const x = numbers(n, 3, 4);
    const found = luSolve(luFactor(a)!, multiply(a, x));
    const residual = multiply(a, found).data.map((value, at) => value - multiply(a, x).data[at]);
    expect(Math.max(...residual.map(Math.abs))).toBeLessThan(1e-12 * n);
  });

  it('pivots: a zero on the diagonal is no obstacle', () => {
    const factor = luFactor(
      Matrix.fromRows([
        [0, 2],
        [1, 0],
      ]),
    )!;
    expect(luSolve(factor, Matrix.fromRows([[4], [3]])).toRows()).toEqual([[3], [2]]);
  });

  it.each([
    [
      [
        [1, 2],
        [2, 4],
      ],
    ],
    [[[0]]],
    [[[NaN]]],
    [
      [
        [Infinity, 1],
        [1, 1],
      ],
    ],
  ])('%j has no factor', (rows) => {
    expect(luFactor(Matrix.fromRows(rows))).toBeUndefined();
  });
});
