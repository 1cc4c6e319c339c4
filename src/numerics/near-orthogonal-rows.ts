import type { Arena } from './arena';
import { eigenvectorOperations, eigenvectors, tridiagonaliseInPlace } from './tridiagonal-form';
import type { Kernels } from './wasm';

/** Diagonal entries that differ by less stand in one block: its Gram matrix, their squares, still tells the smallest from rounding. */
const GRADING = 1e-7;
/** Below, scaling the Gram matrix would overflow. */
const NEGLIGIBLE = 2 ** -450;

/** Floating-point operations of nearOrthogonalRows, expected. */
export function nearOrthogonalOperations(n: number): number {
  return 2 * n ** 3 + eigenvectorOperations(n);
}

/**
 * V^T R^T (`rows`) with orthogonal V, whose rows are nearly orthogonal to each other, and V^T (`basis`), both n x n and row-major; R (n x n,
 * upper) comes graded from two QR factorisations, large entries first. V has a block for each range of sizes, made of the eigenvectors
 * of the block's own R^T R, so that the small columns of R never mix with rounding errors of the large ones. After it a few Jacobi
 * sweeps are enough; the digits of the result do not depend on those of V.
 */
export function nearOrthogonalRows(
  kernels: Kernels,
  arena: Arena,
  n: number,
  r: number,
): { readonly rows: number; readonly basis: number } {
  const rows = arena.zeros(n * n);
  const basis = arena.zeros(n * n);
  const sizes = Float64Array.from({ length: n }, (_, i) => Math.abs(arena.view(r + 8 * i * (n + 1), 1)[0]));
  for (let first = 0; first < n;) {
    const end = sizes.findIndex((size, i) => i > first && size < GRADING * sizes[first]);
    const count = (end === -1 ? n : end) - first;
    const vectors = blockVectors(kernels, arena, n, r + 8 * first, first + count, count, sizes[first]);
    for (let j = 0; j < count; j++)
      arena.view(basis + 8 * (n * (first + j) + first), count).set(arena.view(vectors + 8 * count * j, count));
    kernels.gemm(
      count,
      first + count,
      count,
      1,
      vectors,
      count,
      1,
      r + 8 * first,
      1,
      n,
      rows + 8 * n * first,
      n,
      false,
    );
    first += count;
  }
  return { rows, basis };
}

/** Eigenvectors, `count` entries each, one after another, of B^T B; B has its first entry at `block` and rows n entries apart. */
function blockVectors(
  kernels: Kernels,
  arena: Arena,
  n: number,
  block: number,
  rows: number,
  count: number,
  size: number,
): number {
  const gram = arena.zeros(count * count);
  if (size > NEGLIGIBLE) {
    const scale = 2 ** -Math.round(Math.log2(size));
    kernels.gemm(count, count, rows, scale * scale, block, 1, n, block, n, 1, gram, count, true);
  }
  const found = eigenvectors(kernels, arena, count, tridiagonaliseInPlace(kernels, arena, count, gram));
  return found ? found.vectors : identity(arena, count);
}

function identity(arena: Arena, n: number): number {
  const address = arena.zeros(n * n);
  const entries = arena.view(address, n * n);
  for (let i = 0; i < n; i++) entries[i * (n + 1)] = 1;
  return address;
}
