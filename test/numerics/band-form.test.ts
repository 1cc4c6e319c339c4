import { describe, expect, test } from 'vitest';
import { BAND_WIDTH, tridiagonaliseByBand } from '../../src/numerics/band-form';
import { Matrix } from '../../src/numerics/matrix';
import { symmetricEigenvalues } from '../../src/numerics/symmetric-eigen';
import { reduceSymmetric } from '../../src/numerics/symmetric-reduction';
import { applyQ } from '../../src/numerics/tridiagonal-form';
import { withKernels } from '../../src/numerics/wasm';
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

/** T and Q of a matrix whose upper triangle is hidden. */
function reduced(a: Matrix): { t: Matrix; q: Matrix } {
  const n = a.rows;
  return withKernels((kernels, arena) => {
    const address = arena.put(matrixOf(n, (i, j) => (j <= i ? a.get(i, j) : NaN)).data);
    const form = tridiagonaliseByBand(kernels, arena, n, address);
    const columns = arena.put(Matrix.identity(n).data);
    applyQ(kernels, arena, n, form, n, columns);
    const diagonal = arena.take(form.diagonal, n);
    const coupling = arena.take(form.coupling, n);
    const entry = (i: number, j: number) =>
      i === j ? diagonal[i] : Math.abs(i - j) === 1 ? coupling[Math.min(i, j)] : 0;
    return { t: matrixOf(n, entry), q: new Matrix(n, n, arena.take(columns, n * n)).transpose() };
  });
}

describe('Q^T A Q = T with orthogonal Q, by way of a band', () => {
  const width = BAND_WIDTH;
  const factor = randomMatrix(150, 20);
  test.each<[string, Matrix]>([
    ...[0, 1, 2, 3, 5].map((n): [string, Matrix] => [`random, n = ${n}`, randomSymmetric(n)]),
    ...[-1, 0, 1, 2, 3, 6].map((n): [string, Matrix] => [`random, n = width + ${n}`, randomSymmetric(width + n)]),
    ...[-1, 0, 1, 2, 41].map((n): [string, Matrix] => [`random, n = 2 width + ${n}`, randomSymmetric(2 * width + n)]),
    ['random, n = 4 width + 1', randomSymmetric(4 * width + 1)],
    ['zero', new Matrix(120, 120)],
    ['identity', Matrix.identity(110)],
    ['diagonal, unordered', Matrix.diagonal(Float64Array.from({ length: 130 }, (_, i) => ((i * 7) % 130) - 50))],
    ['tridiagonal already', matrixOf(130, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0))],
    ['ones', matrixOf(140, () => 1)],
    ['of low rank', naiveProduct(factor, factor.transpose())],
    ['graded', matrixOf(120, (i, j) => 10 ** (-(i + j) / 8) / (1 + Math.abs(i - j)))],
    ['graded the other way', matrixOf(120, (i, j) => 10 ** ((i + j - 240) / 8) / (1 + Math.abs(i - j)))],
    ['block diagonal', matrixOf(160, (i, j) => (i >> 3 === j >> 3 ? 1 / (1 + Math.abs(i - j)) : 0))],
    ['an arrow', matrixOf(150, (i, j) => (i === j || i === 149 || j === 149 ? 1 + i + j : 0))],
  ])('%s', (_, a) => {
    const { t, q } = reduced(a);
    expect(orthonormalityDefect(q)).toBeLessThan(20 * (a.rows + 1) * EPSILON);
    const residual = combine(1, naiveProduct(a, q), -1, naiveProduct(q, t));
    expect(frobenius(residual)).toBeLessThanOrEqual(20 * Math.sqrt(a.rows) * EPSILON * frobenius(a));
  });
});

test('values and a few vectors of a large matrix: min(i, j), closed form', () => {
  const n = 1100;
  const a = matrixOf(n, (i, j) => Math.min(i, j) + 1);
  const { values, vectors } = reduceSymmetric(a);
  expect(values).toEqual(symmetricEigenvalues(a));
  const truth = values.map((_, k) => 0.25 / Math.sin((Math.PI * (2 * k + 1)) / (4 * n + 2)) ** 2);
  values.forEach((value, k) => expect(Math.abs(value - truth[k])).toBeLessThan(1e-14 * truth[0]));
  const indices = [0, 1, 2];
  vectors(indices).forEach((vector, at) => {
    // sin((2 k + 1) pi (i + 1) / (2 n + 1)), normalised.
    const exact = vector.map((_, i) => (2 / Math.sqrt(2 * n + 1)) * Math.sin(((2 * indices[at] + 1) * Math.PI * (i + 1)) / (2 * n + 1))); // prettier-ignore
    expect(Math.abs(vector.reduce((sum, x, i) => sum + x * exact[i], 0))).toBeCloseTo(1, 13);
  });
});
