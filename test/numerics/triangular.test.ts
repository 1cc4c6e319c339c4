import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { withKernels } from '../../src/numerics/wasm';
import { naiveProduct, randomMatrix, relativeDistance } from './support';

/** Lower triangular and well conditioned; `above` fills what must not be read. */
function lowerTriangle(n: number, above = NaN): Matrix {
  const noise = randomMatrix(n, n);
  const result = new Matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) result.set(i, j, j > i ? above : i === j ? 2 : noise.get(i, j) / n);
  return result;
}

function solve(triangle: Matrix, b: Matrix, upper: boolean): Matrix {
  return withKernels((kernels, arena) => {
    const t = arena.put(triangle.data);
    const x = arena.put(b.data);
    kernels.solveTriangular(b.rows, b.cols, t, triangle.cols, 1, upper, x);
    return new Matrix(b.rows, b.cols, arena.take(x, b.data.length));
  });
}

const solveLower = (l: Matrix, b: Matrix) => solve(l, b, false);
const solveUpper = (u: Matrix, b: Matrix) => solve(u, b, true);

describe('triangular systems', () => {
  test.each([
    [0, 0],
    [0, 3],
    [3, 0],
    [1, 1],
    [2, 5],
    [31, 1],
    [32, 33],
    [33, 2],
    [150, 70],
  ])('%i unknowns, %i right-hand sides: the residual vanishes and the other triangle is never read', (n, columns) => {
    const b = randomMatrix(n, columns, 2);
    const x = solveLower(lowerTriangle(n), b);
    expect(relativeDistance(naiveProduct(lowerTriangle(n, 0), x), b)).toBeLessThan(1e-14);
    const y = solveUpper(lowerTriangle(n).transpose(), b);
    expect(relativeDistance(naiveProduct(lowerTriangle(n, 0).transpose(), y), b)).toBeLessThan(1e-14);
  });

  test('by hand', () => {
    const l = Matrix.fromRows([[2, 0], [1, 4]]); // prettier-ignore
    expect(solveLower(l, Matrix.fromRows([[2], [9]])).toRows()).toEqual([[1], [2]]);
    expect(solveUpper(l.transpose(), Matrix.fromRows([[4], [8]])).toRows()).toEqual([[1], [2]]);
  });

  test('a zero on the diagonal gives no finite answer', () => {
    const solution = solveLower(Matrix.fromRows([[0, 0], [1, 1]]), Matrix.fromRows([[1], [1]])); // prettier-ignore
    expect(solution.toRows()).toEqual([[Infinity], [-Infinity]]);
  });
});
