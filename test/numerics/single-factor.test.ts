import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { gram } from '../../src/numerics/products';
import { CholeskyFactor } from '../../src/numerics/resident';
import { SingleFactor } from '../../src/numerics/single-factor';
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

const factorOf = (a: Matrix) => SingleFactor.of(a.rows, (i) => a.row(i).subarray(0, i + 1));
const column = (values: Float64Array) => new Matrix(values.length, 1, values);

describe('a Cholesky factor in float32', () => {
  test.each([1, 2, 3, 4, 5, 31, 32, 33, 63, 64, 67, 100, 131, 255, 257, 300, 550])(
    'n = %i: A times the solution is b, nearly',
    (n) => {
      const a = wellConditioned(n);
      const factor = factorOf(a)!;
      for (const seed of [2, 3]) {
        const b = randomMatrix(n, 1, seed);
        const kept = b.clone();
        const error = relativeDistance(naiveProduct(a, column(factor.solve(b.data))), b);
        expect(error).toBeLessThan(2e-6);
        expect(b).toEqual(kept);
      }
    },
  );

  test('no size is too small, and none is refused', () => {
    expect(factorOf(new Matrix(0, 0))!.solve(new Float64Array(0))).toEqual(new Float64Array(0));
  });

  test.each([10, 30, 120])(
    'rows and columns from 1e-%i to as much above: as exact as without, beyond what float32 can hold',
    (span) => {
      const a = scaled(wellConditioned(40), span);
      const b = Float64Array.from({ length: 40 }, (_, i) => 10 ** (span * Math.sin(i)));
      const truth = CholeskyFactor.of(a)!.solve(b);
      const ratios = factorOf(a)!
        .solve(b)
        .map((value, i) => value / truth[i]);
      ratios.forEach((ratio) => expect(ratio).toBeCloseTo(1, 3));
    },
  );

  test('right sides of any size', () => {
    const factor = factorOf(Matrix.diagonal([4, 16]))!;
    expect(Array.from(factor.solve(Float64Array.of(8e-300, 16e-300)))).toEqual([2e-300, 1e-300]);
    expect(Array.from(factor.solve(Float64Array.of(8e250, 16e250)))).toEqual([2e250, 1e250]);
    expect(Array.from(factor.solve(Float64Array.of(0, 0)))).toEqual([0, 0]);
  });

  test('refinement with it gives all digits of float64', () => {
    const n = 200;
    const a = combine(1, gram(randomMatrix(n, n, 1)), 0.1, Matrix.identity(n));
    const truth = randomMatrix(n, 1, 5);
    const b = naiveProduct(a, truth);
    const factor = factorOf(a)!;
    const x = new Matrix(n, 1);
    for (let round = 0; round < 12; round++) {
      const correction = factor.solve(combine(1, b, -1, naiveProduct(a, x)).data);
      correction.forEach((value, i) => (x.data[i] += value));
    }
    expect(relativeDistance(x, truth)).toBeLessThan(1e-11);
  });

  test.each([
    ['indefinite', [[1, 2], [2, 1]]], // prettier-ignore
    ['definite only beyond the digits of float32', [[1, 1], [1, 1 + 1e-9]]], // prettier-ignore
    ['with a zero on the diagonal', [[1, 0], [0, 0]]], // prettier-ignore
    ['NaN', [[NaN]]],
  ])('%s: none', (_, rows) => {
    expect(factorOf(Matrix.fromRows(rows))).toBeUndefined();
  });

  test('a vector of another size is refused', () => {
    expect(() => factorOf(Matrix.identity(2))!.solve(new Float64Array(3))).toThrow('3 entries');
  });
});
