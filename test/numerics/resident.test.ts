import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { gram } from '../../src/numerics/products';
import { CholeskyFactor, ResidentSymmetric } from '../../src/numerics/resident';
import { combine, naiveProduct, randomMatrix, relativeDistance } from './support';

const SIZES = [0, 1, 2, 3, 4, 5, 31, 32, 33, 64, 67, 150];

function positiveDefinite(n: number): Matrix {
  return combine(1, gram(randomMatrix(n, n, 1)), n, Matrix.identity(n));
}

function lowerOnly(a: Matrix): Matrix {
  const result = a.clone();
  for (let i = 0; i < a.rows; i++) result.row(i).fill(NaN, i + 1);
  return result;
}

const column = (values: Float64Array) => new Matrix(values.length, 1, values);

describe('matrices that stay with the kernels', () => {
  test.each(SIZES)('n = %i: A x is the product by definition; reads the lower triangle only', (n) => {
    const a = positiveDefinite(n);
    const resident = ResidentSymmetric.of(lowerOnly(a));
    for (const seed of [2, 3]) {
      const x = randomMatrix(n, 1, seed);
      expect(relativeDistance(column(resident.times(x.data)), naiveProduct(a, x))).toBeLessThan(1e-14);
    }
  });

  test.each([1, 3, 67, 150, 401])('n = %i: several products at once are those one by one', (n) => {
    const resident = ResidentSymmetric.of(lowerOnly(positiveDefinite(n)));
    for (const count of [1, 8, 40]) {
      const block = Array.from({ length: count }, (_, q) => randomMatrix(n, 1, q).data);
      const found = resident.timesAll(block);
      expect(found.length).toBe(count);
      block.forEach((x, q) =>
        expect(relativeDistance(column(found[q]), column(resident.times(x)))).toBeLessThan(1e-14),
      );
    }
  });

  test('written in place row by row, it multiplies like the matrix, which can be viewed as a whole', () => {
    const a = positiveDefinite(33);
    const resident = ResidentSymmetric.zeros(33);
    for (let i = 0; i < 33; i++) resident.row(i).set(a.row(i).subarray(0, i + 1));
    const x = randomMatrix(33, 1, 4);
    expect(relativeDistance(column(resident.times(x.data)), naiveProduct(a, x))).toBeLessThan(1e-14);
    const whole = resident.lower();
    expect([resident.size, whole.get(32, 5), whole.get(5, 32)]).toEqual([33, a.get(32, 5), 0]);
  });

  test.each(SIZES)('n = %i: A times the solution is b; reads the lower triangle only', (n) => {
    const a = positiveDefinite(n);
    const factor = CholeskyFactor.of(lowerOnly(a))!;
    for (const seed of [2, 3]) {
      const b = randomMatrix(n, 1, seed);
      const kept = b.clone();
      expect(relativeDistance(naiveProduct(a, column(factor.solve(b.data))), b)).toBeLessThan(1e-13);
      expect(b).toEqual(kept);
    }
  });

  test('two of them, and products in between, do not disturb each other', () => {
    const [a, b] = [ResidentSymmetric.of(Matrix.diagonal([2, 3])), ResidentSymmetric.of(Matrix.diagonal([5, 7]))];
    const factor = CholeskyFactor.of(Matrix.diagonal([4, 16]))!;
    gram(randomMatrix(40, 40, 1));
    const x = Float64Array.of(1, 2);
    expect(Array.from(a.times(x))).toEqual([2, 6]);
    expect(Array.from(b.times(x))).toEqual([5, 14]);
    expect(Array.from(factor.solve(x))).toEqual([0.25, 0.125]);
  });

  test.each([
    [
      'indefinite',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    [
      'singular',
      [
        [1, 1],
        [1, 1],
      ],
    ],
    ['NaN', [[NaN]]],
  ])('%s has no factor', (_, rows) => {
    expect(CholeskyFactor.of(Matrix.fromRows(rows))).toBeUndefined();
  });

  test('what takes the memory of another finds nothing of it, and the other is of no use any more', () => {
    const first = ResidentSymmetric.of(positiveDefinite(40));
    const view = first.lower();
    first.release();
    const second = ResidentSymmetric.zeros(33);
    second.lower().set(32, 32, 7);
    expect(Array.from(view.data)).toContain(7);
    second.lower().set(32, 32, 0);
    expect(second.lower().data.every((value) => value === 0)).toBe(true);
    const x = randomMatrix(33, 1, 5);
    const a = positiveDefinite(33);
    expect(() => first.times(randomMatrix(40, 1, 5).data)).toThrow('given back');
    expect(() => first.release()).toThrow('given back');
    CholeskyFactor.of(positiveDefinite(50))!.release();
    const factor = CholeskyFactor.of(a)!;
    expect(relativeDistance(naiveProduct(a, column(factor.solve(x.data))), x)).toBeLessThan(1e-13);
  });

  test('a vector of another size is refused', () => {
    expect(() => ResidentSymmetric.of(Matrix.identity(2)).times(new Float64Array(3))).toThrow('3 entries');
  });
});
