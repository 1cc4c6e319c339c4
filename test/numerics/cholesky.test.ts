import fc from 'fast-check';
import { CholeskyDecomposition, Matrix as Oracle } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { cholesky, choleskySolve } from '../../src/numerics/cholesky';
import { Matrix } from '../../src/numerics/matrix';
import { combine, naiveProduct, randomMatrix, relativeDistance } from './support';

function positiveDefinite(n: number, seed = 1): Matrix {
  const a = randomMatrix(n, n, seed);
  return combine(1, naiveProduct(a, a.transpose()), n, Matrix.identity(n));
}

describe('cholesky', () => {
  test.each([0, 1, 2, 31, 32, 33, 64, 130])('n = %i: L L^T = A, L lower; L L^T X = B is solved', (n) => {
    const a = positiveDefinite(n);
    const l = cholesky(a)!;
    expect(relativeDistance(naiveProduct(l, l.transpose()), a)).toBeLessThan(1e-14);
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(l.get(i, j)).toBe(0);
    const b = randomMatrix(n, 3, 2);
    expect(relativeDistance(naiveProduct(a, choleskySolve(l, b)), b)).toBeLessThan(1e-13);
  });

  test('any size, against ml-matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (n, seed) => {
        const a = positiveDefinite(n, seed);
        const truth = new CholeskyDecomposition(new Oracle(a.toRows())).lowerTriangularMatrix.to2DArray();
        expect(relativeDistance(cholesky(a)!, Matrix.fromRows(truth))).toBeLessThan(1e-13);
      }),
      { numRuns: 30 },
    );
  });

  test('by hand, reading the lower triangle only', () => {
    const a = Matrix.fromRows([[4, NaN, NaN], [2, 5, NaN], [6, 5, 19]]); // prettier-ignore
    expect(cholesky(a)?.toRows()).toEqual([[2, 0, 0], [1, 2, 0], [3, 1, 3]]); // prettier-ignore
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
    ['zero', [[0]]],
    ['negative', [[-1]]],
    ['NaN', [[NaN]]],
  ])('%s has no factor', (_, rows) => {
    expect(cholesky(Matrix.fromRows(rows))).toBeUndefined();
  });

  test('a negative pivot behind the first block is found', () => {
    const a = positiveDefinite(70);
    a.set(69, 69, -1);
    expect(cholesky(a)).toBeUndefined();
  });
});
