import { Matrix } from '../../src/numerics/matrix';
import { randomStream } from '../../src/numerics/random';

export const EPSILON = Number.EPSILON;

export function randomMatrix(rows: number, cols: number, seed = 1): Matrix {
  return new Matrix(rows, cols, randomStream(seed, `matrix ${rows} x ${cols}`).normals(rows * cols));
}

export function randomSymmetric(n: number, seed = 1): Matrix {
  const a = randomMatrix(n, n, seed);
  return combine(1, a, 1, a.transpose());
}

/** p A + q B. */
export function combine(p: number, a: Matrix, q: number, b: Matrix): Matrix {
  return new Matrix(
    a.rows,
    a.cols,
    a.data.map((value, i) => p * value + q * b.data[i]),
  );
}

export function frobenius(a: Matrix): number {
  const largest = a.data.reduce((size, x) => Math.max(size, Math.abs(x)), 0) || 1;
  return largest * Math.sqrt(a.data.reduce((sum, x) => sum + (x / largest) ** 2, 0));
}

/** |A - B| / |B| in the Frobenius norm; 0 when both are empty. */
export function relativeDistance(a: Matrix, b: Matrix): number {
  return frobenius(combine(1, a, -1, b)) / (frobenius(b) || 1);
}

export function isExactlySymmetric(a: Matrix): boolean {
  return a.transpose().data.every((value, i) => value === a.data[i]);
}

/** A B by the definition. */
export function naiveProduct(a: Matrix, b: Matrix): Matrix {
  const product = new Matrix(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.cols; j++) {
      let sum = 0;
      for (let k = 0; k < a.cols; k++) sum += a.get(i, k) * b.get(k, j);
      product.set(i, j, sum);
    }
  return product;
}

/** |Q^T Q - I| in the Frobenius norm. */
export function orthonormalityDefect(q: Matrix): number {
  return frobenius(combine(1, naiveProduct(q.transpose(), q), -1, Matrix.identity(q.cols)));
}

/** max_i |x_i - y_i| / |y_i|; a zero must be met exactly. */
export function worstRelativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  return Array.from(expected, (truth, i) => (actual[i] === truth ? 0 : Math.abs((actual[i] - truth) / truth))).reduce(
    (worst, error) => (error <= worst ? worst : error),
    0,
  );
}
