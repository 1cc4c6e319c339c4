import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as Oracle } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { symmetricEigen, symmetricEigenvalues } from '../../src/numerics/symmetric-eigen';
import { EPSILON, combine, frobenius, naiveProduct, orthonormalityDefect, randomSymmetric } from './support';

const descending = (values: Iterable<number>) => Float64Array.from(values).sort().reverse();
const matrixOf = (n: number, entry: (i: number, j: number) => number) =>
  new Matrix(
    n,
    n,
    Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n)),
  );
const tridiagonal = (diagonal: number[], coupling: number[]) =>
  matrixOf(diagonal.length, (i, j) => (i === j ? diagonal[i] : Math.abs(i - j) === 1 ? coupling[Math.min(i, j)] : 0));

/** Both routines against the truth, and the identities that vectors obey. */
function verify(a: Matrix, truth: ArrayLike<number>, tolerance = 1e-14): void {
  const size = frobenius(a) || 1;
  const { values, vectors } = symmetricEigen(a);
  for (const found of [values, symmetricEigenvalues(a)]) {
    expect(found).toHaveLength(truth.length);
    found.forEach((value, i) => expect(Math.abs(value - truth[i])).toBeLessThanOrEqual(tolerance * size));
  }
  verifyVectors(a, values, vectors);
}

function verifyVectors(a: Matrix, values: Float64Array, vectors: Matrix): void {
  const scale = frobenius(a) || 1;
  const residual = combine(1, naiveProduct(a, vectors), -1, naiveProduct(vectors, Matrix.diagonal(values)));
  expect(frobenius(residual)).toBeLessThan(20 * Math.sqrt(a.rows) * EPSILON * scale + Number.MIN_VALUE);
  expect(orthonormalityDefect(vectors)).toBeLessThan(20 * (a.rows + 1) * EPSILON);
}

describe('spectra known in closed form', () => {
  test.each([1, 2, 3, 5, 31, 32, 33, 34, 65, 100, 129])('discrete Laplacian, n = %i', (n) => {
    const laplacian = tridiagonal(Array(n).fill(2), Array(n - 1).fill(-1));
    const truth = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((Math.PI * (n - k)) / (n + 1)));
    verify(laplacian, truth);
  });

  test.each([2, 40, 70])('dense: min(i, j), n = %i', (n) => {
    const truth = Array.from({ length: n }, (_, k) => 0.25 / Math.sin((Math.PI * (2 * k + 1)) / (4 * n + 2)) ** 2);
    verify(
      matrixOf(n, (i, j) => Math.min(i, j) + 1),
      truth,
    );
  });

  test('clustered: all ones plus identity', () => {
    verify(
      matrixOf(50, (i, j) => (i === j ? 2 : 1)),
      [51, ...Array(49).fill(1)],
    );
  });

  test('a pair a hair apart', () => {
    verify(tridiagonal([1, 1], [1e-13]), [1 + 1e-13, 1 - 1e-13], 2e-16);
  });

  test.each([1e300, 1e-300])('all entries %f', (size) => {
    verify(
      matrixOf(9, () => size),
      [9 * size, ...Array(8).fill(0)],
      1e-15,
    );
  });

  test('5 x 5 Hilbert matrix, to its published digits', () => {
    // Fettis and Caslin, Mathematics of Computation 21 (1967).
    const truth = [
      1.567050691098231, 0.2085342186110133, 0.01140749162341981, 3.058980401511917e-4, 3.287928772171863e-6,
    ];
    verify(
      matrixOf(5, (i, j) => 1 / (i + j + 1)),
      truth,
      1e-15,
    );
  });

  test.each<[string, number[]]>([
    ['zero', [0, 0, 0, 0]],
    ['identity', [1, 1, 1]],
    ['unordered', [3, -1, 7, 0, 7, 1e-8]],
    ['graded', Array.from({ length: 40 }, (_, i) => 10 ** -i)],
    ['huge', [1e300, -1e300, 3e299]],
    ['tiny', [1e-300, 3e-301, -1e-302]],
  ])('diagonal: %s', (_, diagonal) => {
    const { values, vectors } = symmetricEigen(Matrix.diagonal(diagonal));
    expect(values).toEqual(descending(diagonal));
    expect(symmetricEigenvalues(Matrix.diagonal(diagonal))).toEqual(descending(diagonal));
    expect(orthonormalityDefect(vectors)).toBe(0);
  });
});

describe('matrices that trouble eigensolvers', () => {
  const wilkinson = tridiagonal(Array.from({ length: 21 }, (_, i) => Math.abs(i - 10)), Array(20).fill(1)); // prettier-ignore
  const glued = tridiagonal(
    Array.from({ length: 105 }, (_, i) => Math.abs((i % 21) - 10)),
    Array.from({ length: 104 }, (_, i) => (i % 21 === 20 ? 1e-10 : 1)),
  );
  const graded = matrixOf(30, (i, j) => 10 ** -(i + j) / (1 + Math.abs(i - j)));
  const blocks = matrixOf(64, (i, j) => (i >> 3 === j >> 3 ? 1 / (1 + Math.abs(i - j)) : 0));

  test('largest pair of W21+ agrees to seventeen digits', () => {
    // Wilkinson, The Algebraic Eigenvalue Problem, section 5.45.
    const values = symmetricEigenvalues(wilkinson);
    expect(values[0]).toBeCloseTo(10.746194182903393, 13);
    expect(values[1]).toBeCloseTo(10.746194182903322, 13);
  });

  test.each([
    ['Wilkinson', wilkinson],
    ['glued Wilkinson', glued],
    ['graded', graded],
    ['block diagonal', blocks],
    ['rank one', matrixOf(45, (i, j) => (i + 1) * (j + 1))],
    ['nearly underflowing couplings', tridiagonal([1, 1, 1, 1], [1e-160, 1e-320, 1e-200])],
  ])('%s: vectors, trace and norm', (_, a) => {
    const { values, vectors } = symmetricEigen(a);
    verifyVectors(a, values, vectors);
    const scale = frobenius(a);
    const trace = Array.from({ length: a.rows }, (_, i) => a.get(i, i)).reduce((sum, x) => sum + x);
    for (const found of [values, symmetricEigenvalues(a)]) {
      expect(Math.abs(found.reduce((sum, x) => sum + x, 0) - trace)).toBeLessThan(1e-13 * scale);
      expect(Math.abs(Math.hypot(...found) - scale)).toBeLessThan(1e-13 * scale);
    }
  });

  test.each([NaN, Infinity, -Infinity])('%s anywhere: every value is NaN, and it ends', (bad) => {
    const a = randomSymmetric(40);
    a.set(17, 5, bad);
    expect(symmetricEigenvalues(a).every(Number.isNaN)).toBe(true);
    const { values, vectors } = symmetricEigen(a);
    expect([...values, ...vectors.data].every(Number.isNaN)).toBe(true);
  });
});

test('empty', () => {
  expect(symmetricEigenvalues(new Matrix(0, 0))).toEqual(new Float64Array(0));
  expect(symmetricEigen(new Matrix(0, 0)).vectors).toEqual(new Matrix(0, 0));
});

test('any size, against ml-matrix', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.integer(), (n, seed) => {
      const a = randomSymmetric(n, seed);
      const oracle = new EigenvalueDecomposition(new Oracle(a.toRows()), { assumeSymmetric: true });
      verify(a, descending(oracle.realEigenvalues));
    }),
    { numRuns: 30 },
  );
});

test('the upper triangle is not read', () => {
  const a = randomSymmetric(37);
  const lower = matrixOf(37, (i, j) => (j <= i ? a.get(i, j) : 0));
  expect(symmetricEigenvalues(lower)).toEqual(symmetricEigenvalues(a));
});
