import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { symmetricEigenvalues } from '../../src/numerics/symmetric-eigen';
import { reduceSymmetric } from '../../src/numerics/symmetric-reduction';
import {
  EPSILON,
  combine,
  frobenius,
  naiveProduct,
  orthonormalityDefect,
  randomMatrix,
  randomSymmetric,
} from './support';

const matrixOf = (n: number, entry: (i: number, j: number) => number) =>
  new Matrix(
    n,
    n,
    Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n)),
  );
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const tridiagonal = (n: number, diagonal: (i: number) => number, coupling: (i: number) => number) =>
  matrixOf(n, (i, j) => (i === j ? diagonal(i) : Math.abs(i - j) === 1 ? coupling(Math.min(i, j)) : 0));
const gramOfRank = (n: number, rank: number) => {
  const factor = randomMatrix(n, rank);
  return naiveProduct(factor, factor.transpose());
};
/** U diag U^T with a random orthogonal U of two reflections. */
const conjugated = (values: ArrayLike<number>) => {
  const n = values.length;
  const reflection = (seed: number) => {
    const v = randomMatrix(n, 1, seed);
    return combine(1, Matrix.identity(n), -2 / frobenius(v) ** 2, naiveProduct(v, v.transpose()));
  };
  const u = naiveProduct(reflection(1), reflection(2));
  const a = naiveProduct(naiveProduct(u, Matrix.diagonal(values)), u.transpose());
  return combine(0.5, a, 0.5, a.transpose());
};

/** A v = lambda v and orthonormality, which need no other truth. */
function verify(a: Matrix, indices: readonly number[]): void {
  const { values, vectors } = reduceSymmetric(a);
  expect(values).toEqual(symmetricEigenvalues(a));
  const found = Matrix.fromRows(vectors(indices).map((vector) => Array.from(vector))).transpose();
  expect([found.rows, found.cols]).toEqual([a.rows, indices.length]);
  expect(orthonormalityDefect(found)).toBeLessThan(1e-13);
  const chosen = Matrix.diagonal(indices.map((index) => values[index]));
  const residual = combine(1, naiveProduct(a, found), -1, naiveProduct(found, chosen));
  for (let j = 0; j < indices.length; j++)
    expect(frobenius(new Matrix(a.rows, 1, residual.column(j)))).toBeLessThan(
      50 * EPSILON * frobenius(a) + 10 * Number.MIN_VALUE,
    );
}

const ends = (n: number, count = 8) => [...range(0, count), ...range(n - count, n)];

describe('a few vectors of a matrix', () => {
  test.each<[string, Matrix]>([
    ['random', randomSymmetric(130)],
    ['positive definite', gramOfRank(90, 120)],
    ['of low rank', gramOfRank(100, 30)],
    ['of rank one', gramOfRank(60, 1)],
    ['identity', Matrix.identity(70)],
    ['three times the identity', Matrix.identity(70).scale(3)],
    ['zero', new Matrix(40, 40)],
    ['diagonal, unordered', Matrix.diagonal(range(0, 50).map((i) => (i * 7) % 50))],
    ['ones', matrixOf(60, () => 1)],
    ['tiny', randomSymmetric(40).scale(1e-300)],
    ['huge', randomSymmetric(40).scale(1e300)],
    ['graded', matrixOf(40, (i, j) => 10 ** -(i + j) / (1 + Math.abs(i - j)))],
    ['block diagonal with equal blocks', matrixOf(64, (i, j) => (i >> 3 === j >> 3 ? 1 / (1 + Math.abs(i - j)) : 0))],
    ['a block of zeros', matrixOf(60, (i, j) => (i < 30 && j < 30 ? Math.cos(i * j) + Math.cos(j * i) : 0))],
    ['Wilkinson', tridiagonal(21, (i) => Math.abs(i - 10), () => 1)],
    ['glued Wilkinson', tridiagonal(210, (i) => Math.abs((i % 21) - 10), (i) => (i % 21 === 20 ? 1e-10 : 1))],
    ['barely glued Wilkinson', tridiagonal(210, (i) => Math.abs((i % 21) - 10), (i) => (i % 21 === 20 ? 1e-15 : 1))],
    ['underflowing couplings', tridiagonal(30, () => 1, (i) => 10 ** (-160 - 5 * i))],
    ['two clusters', conjugated(range(0, 80).map((i) => (i < 40 ? 1 + 1e-14 * i : 2 + 1e-10 * i)))],
    ['fourfold values', conjugated(range(0, 80).map((i) => i >> 2))],
    ['eigenvalues over 30 decades', conjugated(range(0, 60).map((i) => 10 ** (-i / 2)))],
    ['discrete Laplacian', tridiagonal(150, () => 2, () => -1)],
  ])('%s', (_, a) => verify(a, ends(a.rows))); // prettier-ignore

  test.each([1, 2, 3, 31, 32, 33, 65])('all of them, n = %i', (n) => verify(randomSymmetric(n), range(0, n)));

  test('all of the identity', () => verify(Matrix.identity(100), range(0, 100)));

  test('in the order asked for, closed form', () => {
    // sin(pi (i + 1)(k + 1) / (n + 1)) belongs to 2 - 2 cos(pi (k + 1) / (n + 1)).
    const n = 40;
    const { vectors } = reduceSymmetric(
      tridiagonal(
        n,
        () => 2,
        () => -1,
      ),
    );
    const indices = [39, 0, 17];
    vectors(indices).forEach((vector, at) => {
      const k = n - 1 - indices[at];
      const truth = vector.map((_, i) => Math.sqrt(2 / (n + 1)) * Math.sin((Math.PI * (i + 1) * (k + 1)) / (n + 1)));
      const cosine = vector.reduce((sum, x, i) => sum + x * truth[i], 0);
      expect(Math.abs(cosine)).toBeCloseTo(1, 12);
    });
  });

  test('the same vectors at every call', () => {
    const { vectors } = reduceSymmetric(gramOfRank(50, 10));
    expect(vectors([0, 49, 48])).toEqual(vectors([0, 49, 48]));
  });

  test('wanted with the values they are the same, and need the matrix no longer', () => {
    const a = gramOfRank(50, 10);
    const truth = reduceSymmetric(a).vectors([3, 1]);
    const { vectors } = reduceSymmetric(a, ({ length }) => [[length - 1], [3, 1, 0]]);
    a.data.fill(0);
    expect(vectors([3, 1])).toEqual(truth);
    expect(vectors([3])).toEqual(truth.slice(0, 1));
  });

  test('one alone is the first of several, and again so after its reader has changed it', () => {
    const { vectors } = reduceSymmetric(gramOfRank(50, 10));
    const [truth] = vectors([48, 49]);
    vectors([48])[0].fill(0);
    expect(vectors([48])).toEqual([truth]);
    expect(vectors([49])).not.toEqual([truth]);
  });
});

test('none, and of an empty matrix', () => {
  expect(reduceSymmetric(randomSymmetric(5)).vectors([])).toEqual([]);
  expect(reduceSymmetric(new Matrix(0, 0)).values).toEqual(new Float64Array(0));
});

test('the upper triangle is not read', () => {
  const a = randomSymmetric(37);
  const lower = matrixOf(37, (i, j) => (j <= i ? a.get(i, j) : 0));
  expect(reduceSymmetric(lower).vectors([0, 36])).toEqual(reduceSymmetric(a).vectors([0, 36]));
});

test.each([NaN, Infinity])('%s anywhere: everything is NaN', (bad) => {
  const a = randomSymmetric(20);
  a.set(7, 3, bad);
  const { values, vectors } = reduceSymmetric(a);
  expect([...values, ...vectors([0])[0]].every(Number.isNaN)).toBe(true);
});
