import { Matrix } from './matrix';
import { requireSolvable } from './triangular';
import { withKernels } from './wasm';

/** Lower L with A = L L^T; undefined when A is not positive definite to working accuracy. Reads A's lower triangle. */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  return withKernels((kernels, arena) => {
    const factor = arena.put(a.data);
    if (!kernels.cholesky(n, factor)) return undefined;
    const l = new Matrix(n, n, arena.take(factor, n * n));
    for (let i = 0; i < n; i++) l.row(i).fill(0, i + 1);
    return l;
  });
}

/** X with L L^T X = B. */
export function choleskySolve(l: Matrix, b: Matrix): Matrix {
  requireSolvable(l, b);
  const n = l.rows;
  return withKernels((kernels, arena) => {
    const factor = arena.put(l.data);
    const x = arena.put(b.data);
    kernels.solveTriangular(n, b.cols, factor, n, 1, false, x);
    kernels.solveTriangular(n, b.cols, factor, 1, n, true, x);
    return new Matrix(n, b.cols, arena.take(x, b.data.length));
  });
}
