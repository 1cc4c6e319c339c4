import { Matrix } from './matrix';
import { requireSolvable } from './triangular';
import { type Kernels, withKernels } from './wasm';

/** Columns that are factored together; what follows from them is left to products, which threads divide. */
const BLOCK = 256;

/** Lower L with A = L L^T; undefined when A is not positive definite to working accuracy. Reads A's lower triangle. */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  return withKernels((kernels, arena) => {
    const factor = arena.put(a.data);
    if (!factorInPlace(kernels, n, factor)) return undefined;
    const l = new Matrix(n, n, arena.take(factor, n * n));
    for (let i = 0; i < n; i++) l.row(i).fill(0, i + 1);
    return l;
  }, choleskyOperations(n));
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

export function choleskyOperations(n: number): number {
  return n ** 3 / 3;
}

/** The factor in place of A's lower triangle, `a` its address; false when A is not positive definite to working accuracy. */
export function factorInPlace(kernels: Kernels, n: number, a: number): boolean {
  const at = (row: number, column: number) => a + 8 * (row * n + column);
  for (let first = 0; first < n; first += BLOCK) {
    const size = Math.min(BLOCK, n - first);
    const end = first + size;
    const rest = n - end;
    if (!kernels.cholesky(size, at(first, first), n)) return false;
    const below = at(end, first);
    kernels.solveRows(rest, size, at(first, first), n, below, n);
    kernels.gemm(rest, rest, size, -1, below, n, 1, below, 1, n, at(end, end), n, true);
  }
  return true;
}
