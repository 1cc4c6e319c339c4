import fc from 'fast-check';
import { CholeskyDecomposition, Matrix as Oracle } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { factorInPlace } from '../../src/numerics/cholesky';
import { Matrix } from '../../src/numerics/matrix';
import { gram } from '../../src/numerics/products';
import { withKernels } from '../../src/numerics/wasm';
import { combine, randomMatrix, relativeDistance } from './support';

function positiveDefinite(n: number, seed = 1): Matrix {
  return combine(1, gram(randomMatrix(n, n, seed)), n, Matrix.identity(n));
}

/** Zeros above the diagonal. */
function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const factor = withKernels((kernels, arena) => {
    const address = arena.put(a.data);
    return factorInPlace(kernels, n, address) ? new Matrix(n, n, arena.take(address, n * n)) : undefined;
  });
  if (factor) for (let i = 0; i < n; i++) factor.row(i).fill(0, i + 1);
  return factor;
}

describe('cholesky', () => {
  test.each([0, 1, 2, 31, 32, 33, 64, 65, 130, 255, 256, 257, 300, 550])('n = %i: L L^T = A', (n) => {
    const a = positiveDefinite(n);
    expect(relativeDistance(gram(cholesky(a)!), a)).toBeLessThan(1e-14);
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

  test('a graded matrix keeps its small pivots: L = D M for A = D (M M^T) D, D of powers of two', () => {
    const m = cholesky(positiveDefinite(40))!;
    const a = gram(m);
    const power = (i: number) => 2 ** (-10 * i);
    const graded = new Matrix(40, 40, a.data.map((x, at) => x * power(Math.floor(at / 40)) * power(at % 40))); // prettier-ignore
    const expected = cholesky(a)!.data.map((x, at) => x * power(Math.floor(at / 40)));
    expect(cholesky(graded)!.data).toEqual(expected);
  });

  const refused: [string, number[][]][] = [
    ['indefinite', [[1, 2], [2, 1]]],
    ['singular', [[1, 1], [1, 1]]],
    ['zero', [[0]]],
    ['negative', [[-1]]],
    ['NaN', [[NaN]]],
  ]; // prettier-ignore

  test.each(refused)('%s has no factor', (_, rows) => {
    expect(cholesky(Matrix.fromRows(rows))).toBeUndefined();
  });

  test.each([69, 290])('a negative pivot at %i, behind the first block, is found', (at) => {
    const a = positiveDefinite(at + 1);
    a.set(at, at, -1);
    expect(cholesky(a)).toBeUndefined();
  });
});
