import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { gram } from '../../src/numerics/products';
import { CholeskyFactor } from '../../src/numerics/resident';
import { SingleFactor, withSingleFactor } from '../../src/numerics/single-factor';
import { combine, naiveProduct, randomMatrix, relativeDistance } from './support';

/** Condition number below 5 or so, so that a solution is as exact as float32 is. */
function wellConditioned(n: number): Matrix {
  return combine(1, gram(randomMatrix(n, n, 1)), n, Matrix.identity(n));
}

/** D A D, the diagonal of D from 10^-span to 10^span. */
function scaled(a: Matrix, span: number): Matrix {
  const scale = (i: number) => 10 ** (span * Math.sin(i));
  const result = a.clone();
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.rows; j++) result.set(i, j, a.get(i, j) * scale(i) * scale(j));
  return result;
}

const withFactor = <T>(a: Matrix, use: (solve: (b: Float64Array) => Float64Array) => T) =>
  withSingleFactor(a.rows, (i) => a.row(i).subarray(0, i + 1), use);
/** Solutions for all right sides. */
const solutions = (a: Matrix, ...sides: Float64Array[]) => withFactor(a, (solve) => sides.map(solve))!;
const column = (values: Float64Array) => new Matrix(values.length, 1, values);

describe('a Cholesky factor in float32', () => {
  test.each([1, 2, 3, 4, 5, 31, 32, 33, 63, 64, 67, 100, 131, 255, 257, 300, 550])(
    'n = %i: A times the solution is b, nearly',
    (n) => {
      const a = wellConditioned(n);
      const sides = [2, 3].map((seed) => randomMatrix(n, 1, seed));
      const kept = sides.map((b) => b.clone());
      solutions(a, ...sides.map((b) => b.data)).forEach((x, at) =>
        expect(relativeDistance(naiveProduct(a, column(x)), sides[at])).toBeLessThan(2e-6),
      );
      expect(sides).toEqual(kept);
    },
  );

  test('one that is kept gives the same, also in memory that another gave back', () => {
    for (const n of [67, 40]) {
      const a = wellConditioned(n);
      const b = randomMatrix(n, 1, 2).data;
      const factor = SingleFactor.of(n, (i) => a.row(i))!;
      expect([factor.solve(b), factor.solve(b)]).toEqual(solutions(a, b, b));
      factor.release();
    }
  });

  test('no size is too small, and none is refused', () => {
    expect(solutions(new Matrix(0, 0), new Float64Array(0))).toEqual([new Float64Array(0)]);
  });

  test.each([10, 30, 120])(
    'rows and columns from 1e-%i to as much above: as exact as without, beyond what float32 can hold',
    (span) => {
      const a = scaled(wellConditioned(40), span);
      const b = Float64Array.from({ length: 40 }, (_, i) => 10 ** (span * Math.sin(i)));
      const truth = CholeskyFactor.of(a)!.solve(b);
      const ratios = solutions(a, b)[0].map((value, i) => value / truth[i]);
      ratios.forEach((ratio) => expect(ratio).toBeCloseTo(1, 3));
    },
  );

  test('right sides of any size', () => {
    const sides = [8e-300, 8e250, 0].map((value) => Float64Array.of(value, 2 * value));
    const truth = [2e-300, 2e250, 0].map((value) => Float64Array.of(value, value / 2));
    expect(solutions(Matrix.diagonal([4, 16]), ...sides)).toEqual(truth);
  });

  test('refinement with it gives all digits of float64', () => {
    const n = 200;
    const a = combine(1, gram(randomMatrix(n, n, 1)), 0.1, Matrix.identity(n));
    const truth = randomMatrix(n, 1, 5);
    const b = naiveProduct(a, truth);
    const x = new Matrix(n, 1);
    withFactor(a, (solve) => {
      for (let round = 0; round < 12; round++) {
        const correction = solve(combine(1, b, -1, naiveProduct(a, x)).data);
        correction.forEach((value, i) => (x.data[i] += value));
      }
    });
    expect(relativeDistance(x, truth)).toBeLessThan(1e-11);
  });

  test.each([
    ['indefinite', [[1, 2], [2, 1]]], // prettier-ignore
    ['definite only beyond the digits of float32', [[1, 1], [1, 1 + 1e-9]]], // prettier-ignore
    ['with a zero on the diagonal', [[1, 0], [0, 0]]], // prettier-ignore
    ['NaN', [[NaN]]],
  ])('%s: none', (_, rows) => {
    expect(withFactor(Matrix.fromRows(rows), () => 'some')).toBeUndefined();
  });

  test('a vector of another size is refused', () => {
    expect(() => solutions(Matrix.identity(2), new Float64Array(3))).toThrow('3 entries');
  });
});
