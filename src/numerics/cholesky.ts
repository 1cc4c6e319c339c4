import { Matrix } from './matrix';
import { solveLower, solveUpper } from './triangular';

/** Lower L with A = L L^T; undefined when A is not positive definite to working accuracy. Reads A's lower triangle. */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const l = new Matrix(n, n);
  for (let j = 0; j < n; j++)
    for (let i = j; i < n; i++) {
      let sum = a.get(i, j);
      for (let k = 0; k < j; k++) sum -= l.get(i, k) * l.get(j, k);
      if (i === j && !(sum > 0)) return undefined;
      l.set(i, j, i === j ? Math.sqrt(sum) : sum / l.get(j, j));
    }
  return l;
}

/** X with L L^T X = B. */
export function choleskySolve(l: Matrix, b: Matrix): Matrix {
  return solveUpper(l.transpose(), solveLower(l, b));
}
