import type { Kernels } from './wasm';

/** Columns that are factored together; what follows from them is left to products, which threads divide. */
const BLOCK = 256;

/** Floating-point operations, expected. */
export function choleskyOperations(n: number): number {
  return n ** 3 / 3;
}

/** The factor in place of A's lower triangle, `a` its address; false when A is not positive definite to working accuracy. */
export function factorInPlace(kernels: Kernels, n: number, a: number): boolean {
  return factorByBlocks(n, {
    factor: (size, at) => kernels.cholesky(size, a + 8 * at, n),
    solveRows: (rows, size, l, b) => kernels.solveRows(rows, size, a + 8 * l, n, a + 8 * b, n),
    subtractSquare: (rows, size, b, c) =>
      kernels.gemm(rows, rows, size, -1, a + 8 * b, n, 1, a + 8 * b, 1, n, a + 8 * c, n, true),
  });
}

/** As factorInPlace, for a matrix of float32. */
export function factorSingleInPlace(kernels: Kernels, n: number, a: number): boolean {
  return factorByBlocks(n, {
    factor: (size, at) => kernels.singleCholesky(size, a + 4 * at, n),
    solveRows: (rows, size, l, b) => kernels.solveSingleRows(rows, size, a + 4 * l, n, a + 4 * b, n),
    subtractSquare: (rows, size, b, c) =>
      kernels.subtractSingleProducts(rows, rows, size, a + 4 * b, n, a + 4 * b, n, a + 4 * c, n, true),
  });
}

/** What is done to blocks, each named by the index of its first entry. */
interface BlockRoutines {
  readonly factor: (size: number, at: number) => number;
  /** B L^-T in place of B. */
  readonly solveRows: (rows: number, size: number, l: number, b: number) => void;
  /** The lower triangle of C - B B^T in place of C's. */
  readonly subtractSquare: (rows: number, size: number, b: number, c: number) => void;
}

function factorByBlocks(n: number, { factor, solveRows, subtractSquare }: BlockRoutines): boolean {
  const at = (row: number, column: number) => row * n + column;
  for (let first = 0; first < n; first += BLOCK) {
    const size = Math.min(BLOCK, n - first);
    const end = first + size;
    const rest = n - end;
    if (!factor(size, at(first, first))) return false;
    solveRows(rest, size, at(first, first), at(end, first));
    subtractSquare(rest, size, at(end, first), at(end, end));
  }
  return true;
}
