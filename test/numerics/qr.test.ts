import fc from 'fast-check';
import { Matrix as Oracle, QrDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { orthonormalFactor, triangularFactor } from '../../src/numerics/qr';
import { withKernels } from '../../src/numerics/wasm';
import { EPSILON, frobenius, naiveProduct, orthonormalityDefect, randomMatrix, relativeDistance } from './support';

const shapes = [[0, 0], [0, 3], [3, 0], [1, 1], [1, 4], [4, 1], [7, 5], [5, 7], [32, 32], [33, 33], [64, 31], [100, 65], [31, 90]]; // prettier-ignore

function expectUpper(r: Matrix): void {
  for (let i = 0; i < r.rows; i++) for (let j = 0; j < Math.min(i, r.cols); j++) expect(r.get(i, j)).toBe(0);
}

/** R^T R = A^T A, columns in the order given. */
function expectSameGram(r: Matrix, a: Matrix): void {
  expectUpper(r);
  const truth = naiveProduct(a.transpose(), a);
  expect(relativeDistance(naiveProduct(r.transpose(), r), truth)).toBeLessThan(1e-14 * (1 + Math.sqrt(a.rows)));
}

function permuteColumns(a: Matrix, permutation: Int32Array): Matrix {
  const result = new Matrix(a.rows, a.cols);
  for (let i = 0; i < a.rows; i++) permutation.forEach((from, to) => result.set(i, to, a.get(i, from)));
  return result;
}

describe('triangularFactor', () => {
  test.each(shapes)('%i x %i: upper, min(m, n) x n, R^T R = A^T A', (m, n) => {
    const a = randomMatrix(m, n);
    const r = triangularFactor(a);
    expect([r.rows, r.cols]).toEqual([Math.min(m, n), n]);
    expectSameGram(r, a);
  });

  test('any shape, against ml-matrix up to the signs of rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 0, max: 30 }), fc.integer(), (n, more, seed) => {
        const a = randomMatrix(n + more, n, seed);
        const [r, truth] = [triangularFactor(a), new QrDecomposition(new Oracle(a.toRows())).upperTriangularMatrix];
        const unsigned = (entry: (i: number, j: number) => number) =>
          new Matrix(
            n,
            n,
            Float64Array.from({ length: n * n }, (_, k) => Math.abs(entry(Math.floor(k / n), k % n))),
          );
        const distance = relativeDistance(unsigned((i, j) => r.get(i, j)), unsigned((i, j) => truth.get(i, j))); // prettier-ignore
        expect(distance).toBeLessThan(1e-10);
      }),
      { numRuns: 30 },
    );
  });

  test('by hand', () => {
    const r = triangularFactor(Matrix.fromRows([[3, 1], [4, 7]])); // prettier-ignore
    expect(relativeDistance(r, Matrix.fromRows([[-5, -6.2], [0, 3.4]]))).toBeLessThan(2 * EPSILON); // prettier-ignore
  });

  test.each([1e300, 1e-300])('entries near %f neither overflow nor underflow', (factor) => {
    const a = randomMatrix(40, 35);
    const expected = triangularFactor(a);
    expect(relativeDistance(triangularFactor(a.scale(factor)).scale(1 / factor), expected)).toBeLessThan(1e-13);
  });

  test('columns of very different size keep their own digits', () => {
    const a = randomMatrix(50, 40);
    const grading = Matrix.diagonal(Float64Array.from({ length: 40 }, (_, j) => 2 ** (-12 * ((j * 7) % 40))));
    const [graded, plain] = [triangularFactor(naiveProduct(a, grading)), triangularFactor(a)];
    for (let j = 0; j < 40; j++) {
      const scaled = plain.column(j).map((x) => x * grading.get(j, j));
      const difference = Math.hypot(...graded.column(j).map((x, i) => x - scaled[i]));
      expect(difference).toBeLessThan(1e-13 * Math.hypot(...scaled));
    }
  });

  test('NaN comes through', () => {
    expect(triangularFactor(Matrix.fromRows([[1, 2], [NaN, 3]])).get(0, 0)).toBeNaN(); // prettier-ignore
  });
});

describe('orthonormalFactor', () => {
  test.each(shapes.filter(([m, n]) => m >= n))('%i x %i: Q^T Q = I, Q^T A upper with positive diagonal', (m, n) => {
    const a = randomMatrix(m, n);
    const q = orthonormalFactor(a);
    expect(orthonormalityDefect(q)).toBeLessThan(10 * (n + 1) * EPSILON);
    const r = naiveProduct(q.transpose(), a);
    expect(relativeDistance(naiveProduct(q, r), a)).toBeLessThan(1e-14);
    for (let i = 0; i < n; i++) {
      expect(r.get(i, i)).toBeGreaterThan(0);
      for (let j = 0; j < i; j++) expect(Math.abs(r.get(i, j))).toBeLessThan(1e-14 * frobenius(a));
    }
  });

  test('is orthonormal even where A has no full rank', () => {
    const ones = new Matrix(45, 40, new Float64Array(1800).fill(1));
    expect(orthonormalityDefect(orthonormalFactor(ones))).toBeLessThan(1e-13);
    expect(orthonormalityDefect(orthonormalFactor(new Matrix(5, 3)))).toBe(0);
  });

  test('more columns than rows are refused', () => {
    expect(() => orthonormalFactor(new Matrix(2, 3))).toThrow('given 2 x 3');
  });
});

/** R and P of A P = Q R: column j of R belongs to column permutation[j] of A. */
function pivotedTriangularFactor(a: Matrix): { readonly factor: Matrix; readonly permutation: Int32Array } {
  const { rows: m, cols: n } = a;
  const rank = Math.min(m, n);
  return withKernels((kernels, arena) => {
    const columns = arena.put(a.transpose().data);
    const order = arena.zeros(n);
    kernels.qrFactorPivoted(m, n, columns, arena.zeros(rank), order, arena.zeros(n));
    const r = arena.reserve(rank * n);
    kernels.extractTriangle(m, rank, n, columns, r);
    return { factor: new Matrix(rank, n, arena.take(r, rank * n)), permutation: arena.integers(order, n).slice() };
  });
}

describe('QR with pivoting', () => {
  test.each(shapes)('%i x %i: A P = Q R, and row i dominates every later column from row i on', (m, n) => {
    const a = randomMatrix(m, n);
    const { factor, permutation } = pivotedTriangularFactor(a);
    expect(Array.from(permutation).sort((x, y) => x - y)).toEqual(Array.from({ length: n }, (_, j) => j));
    expectSameGram(factor, permuteColumns(a, permutation));
    for (let i = 0; i < factor.rows; i++)
      for (let j = i + 1; j < n; j++)
        expect(Math.hypot(...factor.column(j).subarray(i))).toBeLessThan(Math.abs(factor.get(i, i)) * (1 + 1e-12));
  });

  test('reveals the rank of a product', () => {
    const a = naiveProduct(randomMatrix(60, 7, 1), randomMatrix(7, 50, 2));
    const { factor } = pivotedTriangularFactor(a);
    expect(Math.abs(factor.get(6, 6))).toBeGreaterThan(1);
    expect(Math.abs(factor.get(7, 7))).toBeLessThan(1e-12);
  });
});
