import fc from 'fast-check';
import { Matrix as Oracle, SingularValueDecomposition as OracleDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { rightSingularVectors, singularValueDecomposition, singularValues } from '../../src/numerics/svd';
import * as fixed from './fixed-point';
import {
  EPSILON,
  naiveProduct,
  orthonormalityDefect,
  randomMatrix,
  relativeDistance,
  worstRelativeError,
} from './support';

const shapes = [[0, 0], [0, 3], [3, 0], [1, 1], [1, 5], [5, 1], [2, 2], [9, 4], [4, 9], [33, 33], [80, 35], [40, 65]]; // prettier-ignore

function verifyDecomposition(a: Matrix): void {
  const { left, values, right } = singularValueDecomposition(a);
  const rank = Math.min(a.rows, a.cols);
  expect([left.rows, left.cols, values.length, right.rows, right.cols]).toEqual([a.rows, rank, rank, a.cols, rank]);
  const product = naiveProduct(naiveProduct(left, Matrix.diagonal(values)), right.transpose());
  expect(relativeDistance(product, a)).toBeLessThan(5e-15 * (1 + Math.sqrt(rank)));
  for (const vectors of [left, right]) expect(orthonormalityDefect(vectors)).toBeLessThan(20 * (rank + 1) * EPSILON);
  expect(values).toEqual(Float64Array.from(values).sort().reverse());
  // Rotating the vectors along does not change what is rotated.
  expect(values).toEqual(singularValues(a));
}

describe('identities: A = U S V^T, U^T U = V^T V = I, both routines agree', () => {
  test.each(shapes)('%i x %i', (m, n) => verifyDecomposition(randomMatrix(m, n)));

  test.each<[string, Matrix]>([
    ['zero', new Matrix(6, 4)],
    ['rank one', new Matrix(9, 7, new Float64Array(63).fill(2))],
    ['rank three', naiveProduct(randomMatrix(50, 3, 1), randomMatrix(3, 40, 2))],
    ['zero rows and columns', Matrix.fromRows([[0, 0, 0], [0, 2, 1], [0, 0, 0], [0, 1, 2]])], // prettier-ignore
    ['orthogonal', Matrix.identity(40)],
    ['huge', randomMatrix(20, 10).scale(1e300)],
    ['tiny', randomMatrix(20, 10).scale(1e-290)],
  ])('%s', (_, a) => verifyDecomposition(a));

  test('any shape, and its values against ml-matrix', () => {
    const size = fc.integer({ min: 1, max: 45 });
    fc.assert(
      fc.property(size, size, fc.integer(), (m, n, seed) => {
        const a = randomMatrix(m, n, seed);
        verifyDecomposition(a);
        const truth = new OracleDecomposition(new Oracle(a.toRows()), { autoTranspose: true }).diagonal;
        singularValues(a).forEach((value, i) => expect(Math.abs(value - truth[i])).toBeLessThan(1e-13 * truth[0]));
      }),
      { numRuns: 40 },
    );
  });
});

test.each<[string, Matrix]>([
  ['square', randomMatrix(70, 70)],
  ['tall', randomMatrix(90, 40)],
  ['wide', randomMatrix(20, 33)],
  ['of rank three', naiveProduct(randomMatrix(50, 3, 1), randomMatrix(3, 40, 2))],
  ['zero', new Matrix(6, 4)],
  ['tiny', randomMatrix(20, 10).scale(1e-290)],
])('right vectors in the order asked for are those of the whole decomposition: %s', (_, a) => {
  const { values, right } = singularValueDecomposition(a);
  const few = rightSingularVectors(a);
  expect(few.values).toEqual(values);
  const indices = [values.length - 1, 0, 2];
  few.vectors(indices).forEach((vector, at) => {
    const truth = right.column(indices[at]);
    expect(vector).toHaveLength(a.cols);
    vector.forEach((entry, i) => expect(Math.abs(entry - truth[i])).toBeLessThan(1e-15));
  });
});

describe('relative accuracy of every value, against 700-digit arithmetic', () => {
  const hilbert = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => 1 / (i + j + 1)));
  const kahan = Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => Math.sin(1.2) ** i * (i === j ? 1 : j > i ? -Math.cos(1.2) : 0)),
  );
  /** D1 B D2, B random, D1 and D2 powers of ten in no order. */
  const graded = (m: number, n: number, rowDecades: number, colDecades: number, seed: number) =>
    randomMatrix(m, n, seed)
      .toRows()
      .map((row, i) =>
        // prettier-ignore
        row.map((x, j) => x * 10 ** (-rowDecades * ((i * 5) % m)) * 10 ** (-colDecades * ((j * 3) % n))),
      );
  const transpose = (rows: number[][]) => rows[0].map((_, j) => rows.map((row) => row[j]));

  test.each<[string, number[][], number]>([
    // Its condition number is 1.5e10 and its entries are rounded: the truth is that of the rounded entries. No scaling helps Hilbert's
    // matrix, so that only eps * kappa relative to the smallest can be promised.
    ['Hilbert 8', hilbert, 1e-7],
    ['Kahan 10', kahan, 1e-14],
    ['columns over 49 decades', graded(8, 8, 0, 7, 1), 1e-13],
    ['rows over 49 decades', graded(8, 8, 7, 0, 2), 1e-13],
    ['both', graded(8, 8, 5, 4, 3), 1e-13],
    ['tall, columns', graded(16, 8, 0, 6, 4), 1e-13],
    ['tall, rows', graded(17, 6, 4, 0, 5), 1e-13],
    ['tall, both', graded(17, 6, 3, 5, 6), 1e-13],
    ['wide, both', graded(6, 17, 5, 3, 7), 1e-13],
    ['over 180 decades', graded(10, 10, 10, 10, 8), 1e-13],
  ])('%s', (_, rows, tolerance) => {
    const truth = fixed.singularValues(rows.length <= rows[0].length ? rows : transpose(rows));
    expect(worstRelativeError(singularValues(Matrix.fromRows(rows)), truth)).toBeLessThan(tolerance);
    expect(worstRelativeError(singularValueDecomposition(Matrix.fromRows(rows)).values, truth)).toBeLessThan(tolerance);
  });

  test('large rows that the first column does not show', () => {
    // A QR without column pivoting would mix them into the small rows at the first step.
    const rows = randomMatrix(9, 4, 9).toRows().map((row, i) => row.map((x, j) => (i < 2 ? (j === 0 ? 0 : 1e12 * x) : x))); // prettier-ignore
    expect(
      worstRelativeError(singularValues(Matrix.fromRows(rows)), fixed.singularValues(transpose(rows))),
    ).toBeLessThan(1e-14);
  });

  test('rows and columns scaled at random', () => {
    const exponents = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(exponents, exponents, fc.nat(50), (rows, cols, seed) => {
        const a = randomMatrix(5, 5, seed).toRows();
        const scaled = a.map((row, i) => row.map((x, j) => x * 2 ** (rows[i] + cols[j])));
        const [first, , , , last] = fixed.singularValues(a);
        const error = worstRelativeError(singularValues(Matrix.fromRows(scaled)), fixed.singularValues(scaled));
        expect(error).toBeLessThan((200 * EPSILON * first) / last);
      }),
      { numRuns: 15 },
    );
  });
});

describe('relative accuracy beyond what arithmetic of 700 digits can follow', () => {
  /** n x n, entries +-1, orthogonal columns; n a power of two. */
  const hadamard = (n: number) =>
    new Matrix(
      n,
      n,
      Float64Array.from({ length: n * n }, (_, at) => (parity((at / n) & (at % n)) ? -1 : 1)),
    );
  const parity = (bits: number): number => (bits === 0 ? 0 : (bits & 1) ^ parity(bits >> 1));
  /** 2^rows[i] H_ij 2^columns[j], exactly. */
  const scaled = (n: number, rows: (i: number) => number, columns: (j: number) => number) => {
    const h = hadamard(n);
    return new Matrix(n, n, h.data.map((x, at) => x * 2 ** (rows(Math.floor(at / n)) + columns(at % n)))); // prettier-ignore
  };
  const down = (values: number[]) => Float64Array.from(values).sort().reverse();

  test.each([16, 64, 128])('one side scaled, n = %i: sizes times sqrt(n)', (n) => {
    const exponent = (i: number) => -3 * ((i * 7) % n);
    const truth = down(Array.from({ length: n }, (_, i) => Math.sqrt(n) * 2 ** exponent(i)));
    expect(worstRelativeError(singularValues(scaled(n, exponent, () => 0)), truth)).toBeLessThan(1e-14);
    expect(worstRelativeError(singularValues(scaled(n, () => 0, exponent)), truth)).toBeLessThan(1e-14);
  });

  test.each([
    [16, 0.5],
    [64, 0.5],
    [128, 0.1],
    [128, 0.25],
  ])('both sides scaled, n = %i, %f binary digits a step: reciprocals of those of the inverse', (n, step) => {
    const rows = (i: number) => -Math.round(step * ((i * 5) % n));
    const columns = (j: number) => -Math.round(step * ((j * 11) % n));
    const values = singularValues(scaled(n, rows, columns));
    const inverse = singularValues(scaled(n, (i) => -columns(i), (j) => -rows(j))); // prettier-ignore
    const truth = inverse.reverse().map((value) => n / value);
    expect(worstRelativeError(values, truth)).toBeLessThan(1e-13);
  });

  test('the determinant of a graded triangle is the product of its diagonal', () => {
    const n = 100;
    const triangle = randomMatrix(n, n, 4);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) triangle.data[i * n + j] *= j < i ? 0 : j === i ? 2 ** -i : 0.25 * 2 ** -j;
    const logarithm = (sizes: ArrayLike<number>) =>
      Array.from(sizes).reduce((sum, x) => sum + Math.log(Math.abs(x)), 0);
    const diagonal = Array.from({ length: n }, (_, i) => triangle.get(i, i));
    expect(Math.abs(logarithm(singularValues(triangle)) - logarithm(diagonal))).toBeLessThan(1e-11);
  });
});

test.each([NaN, Infinity])('%s anywhere: everything is NaN', (bad) => {
  const a = randomMatrix(6, 4);
  a.set(2, 3, bad);
  expect(singularValues(a)).toEqual(new Float64Array(4).fill(NaN));
  const { left, values, right } = singularValueDecomposition(a);
  expect([...left.data, ...values, ...right.data].every(Number.isNaN)).toBe(true);
});

test('by hand', () => {
  const values = singularValues(Matrix.fromRows([[3, 0], [4, 5]])); // prettier-ignore
  expect(worstRelativeError(values, [Math.sqrt(45), Math.sqrt(5)])).toBeLessThan(3 * EPSILON);
});
