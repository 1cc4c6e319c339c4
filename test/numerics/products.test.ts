import fc from 'fast-check';
import { Matrix as Oracle } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import {
  addGram,
  gram,
  multiply,
  multiplySparse,
  multiplyTransposed,
  transposeMultiply,
} from '../../src/numerics/products';
import { isExactlySymmetric, naiveProduct, randomMatrix, relativeDistance } from './support';

const tolerance = 1e-14;

describe('products', () => {
  // Edges of the register tile (4) and of the blocks (96 rows, 256 deep, 1024 columns).
  test.each([
    [0, 0, 0],
    [0, 3, 2],
    [2, 0, 3],
    [1, 1, 1],
    [3, 5, 7],
    [4, 4, 4],
    [96, 256, 4],
    [97, 257, 5],
    [5, 30, 1026],
    [130, 515, 9],
  ])('%i x %i x %i equal the definition, however stored', (m, k, n) => {
    const [a, b] = [randomMatrix(m, k, 1), randomMatrix(k, n, 2)];
    const truth = naiveProduct(a, b);
    expect(relativeDistance(multiply(a, b), truth)).toBeLessThan(tolerance);
    expect(relativeDistance(multiplyTransposed(a, b.transpose()), truth)).toBeLessThan(tolerance);
    expect(relativeDistance(transposeMultiply(a.transpose(), b), truth)).toBeLessThan(tolerance);
  });

  // Runs of rows with the same zeros, some that end within four rows, some without any entry.
  test.each([
    [3, 5, 7, 1],
    [64, 20, 8, 10],
    [65, 257, 5, 3],
    [130, 40, 1030, 10],
  ])('%i x %i x %i with zeros in runs of %i rows: the bits of other products', (m, k, n, run) => {
    const [a, b] = [randomMatrix(m, k, 1), randomMatrix(k, n, 2)];
    expect(multiplySparse(a, b).data).toEqual(multiply(a, b).data);
    const [gates, runs] = [randomMatrix(Math.ceil(m / run), k, 3), Math.ceil(m / run)];
    for (let i = 0; i < m; i++)
      for (let p = 0; p < k; p++) {
        const at = Math.floor(i / run);
        if (at === runs - 1 || gates.get(at, p) < 0) a.set(i, p, 0);
      }
    expect(multiplySparse(a, b).data).toEqual(multiply(a, b).data);
  });

  test.each([
    [5, 3],
    [9, 1024],
    [7, 2500],
  ])('A A^T of %i x %i added below the diagonal: the bits of the square alone', (rows, cols) => {
    const [a, total] = [randomMatrix(rows, cols, 1), randomMatrix(rows, rows, 2)];
    const [before, square] = [total.clone(), gram(a)];
    addGram(a, total);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < rows; j++) expect(total.get(i, j)).toBe(before.get(i, j) + (j <= i ? square.get(i, j) : 0));
  });

  test('any shape, against ml-matrix', () => {
    const size = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(size, size, size, fc.integer(), (m, k, n, seed) => {
        const [a, b] = [randomMatrix(m, k, seed), randomMatrix(k, n, seed + 1)];
        const truth = new Oracle(a.toRows()).mmul(new Oracle(b.toRows())).to2DArray();
        expect(relativeDistance(multiply(a, b), Matrix.fromRows(truth))).toBeLessThan(tolerance);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [0, 0],
    [0, 4],
    [3, 0],
    [1, 1],
    [5, 3],
    [101, 260],
    [1030, 3],
  ])('gram of %i x %i is A A^T and exactly symmetric', (m, n) => {
    const a = randomMatrix(m, n);
    const result = gram(a);
    expect(isExactlySymmetric(result)).toBe(true);
    expect(relativeDistance(result, naiveProduct(a, a.transpose()))).toBeLessThan(tolerance);
  });

  test('small integers come out exactly', () => {
    const [a, b] = [Matrix.fromRows([[1, 2], [3, 4], [5, 6]]), Matrix.fromRows([[7, 8, 9], [1, 0, -1]])]; // prettier-ignore
    expect(multiply(a, b).toRows()).toEqual([[9, 8, 7], [25, 24, 23], [41, 40, 39]]); // prettier-ignore
  });

  test('sizes that do not match are refused', () => {
    expect(() => multiply(new Matrix(2, 3), new Matrix(2, 3))).toThrow('2 x 3 and 2 x 3 cannot be multiplied');
    expect(() => multiplyTransposed(new Matrix(2, 3), new Matrix(3, 2))).toThrow(RangeError);
    expect(() => transposeMultiply(new Matrix(2, 3), new Matrix(3, 2))).toThrow(RangeError);
  });

  test('operands are left alone, and a result survives later computations', () => {
    const a = randomMatrix(20, 20);
    const kept = a.clone();
    const first = multiply(a, a);
    const copy = first.clone();
    gram(randomMatrix(700, 700));
    expect(a).toEqual(kept);
    expect(first).toEqual(copy);
  });
});
