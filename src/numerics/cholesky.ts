import type { Kernels } from './wasm';

/** Columns that are factored together; what follows from them is left to products, which threads divide. */
const BLOCK = 256;

/** Floating-point operations, expected. */
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
