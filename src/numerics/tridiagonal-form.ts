import type { Arena } from './arena';
import type { Matrix } from './matrix';
import type { Kernels } from './wasm';

/** Q^T (scale A) Q = T in the arena: T's diagonal and couplings (n each), and Q as applyTridiagonalQ wants it. */
export interface TridiagonalForm {
  readonly reduced: number;
  readonly diagonal: number;
  readonly coupling: number;
  readonly taus: number;
}

/** Floating-point operations of the reduction, expected. */
export function tridiagonalOperations(n: number): number {
  return (4 / 3) * n ** 3;
}

/** Of the symmetric n x n matrix `scale A`; reads the lower triangle. */
export function tridiagonalForm(kernels: Kernels, arena: Arena, a: Matrix, scale: number): TridiagonalForm {
  const address = arena.put(a.data);
  const entries = arena.view(address, a.data.length);
  if (scale !== 1) for (let i = 0; i < entries.length; i++) entries[i] *= scale;
  return tridiagonaliseInPlace(kernels, arena, a.rows, address);
}

/** Of the n x n matrix at this address (row-major), entries near 1; it is overwritten. */
export function tridiagonaliseInPlace(kernels: Kernels, arena: Arena, n: number, reduced: number): TridiagonalForm {
  const diagonal = arena.zeros(n);
  const coupling = arena.zeros(n);
  const taus = arena.zeros(n);
  const work = arena.reserve(kernels.tridiagonalWorkSize(n));
  const panel = kernels.reflectorsAtOnce();
  const v = work + 8 * panel * n;
  for (let active = n; active > 1;) {
    active = kernels.tridiagonalisePanel(active, n, reduced, diagonal, coupling, taus, work);
    kernels.gemm(active, active, 2 * panel, -1, v, 1, n, work, n, 1, reduced, n, true);
  }
  if (n > 0) arena.view(diagonal, 1)[0] = arena.view(reduced, 1)[0];
  return { reduced, diagonal, coupling, taus };
}

/** Eigenvalues, descending, and the address of their orthonormal vectors, n entries each, one after another. Destroys T. Undefined when a value does not settle. */
export function eigenvectors(
  kernels: Kernels,
  arena: Arena,
  n: number,
  { reduced, diagonal, coupling, taus }: TridiagonalForm,
): { readonly values: Float64Array; readonly vectors: number } | undefined {
  const rotated = arena.reserve(n * n);
  const vectorsWork = arena.reserve(kernels.tridiagonalVectorsWorkSize(n));
  if (!kernels.tridiagonalVectors(n, diagonal, coupling, rotated, vectorsWork)) return undefined;
  const unordered = arena.take(diagonal, n);
  const order = Int32Array.from(unordered.keys()).sort((i, j) => unordered[j] - unordered[i]);
  const vectors = arena.reserve(n * n);
  const work = arena.reserve(kernels.tridiagonalWorkSize(n));
  const columns = arena.view(vectors, n * n);
  order.forEach((from, to) => columns.set(arena.view(rotated + 8 * n * from, n), n * to));
  kernels.applyTridiagonalQ(n, reduced, taus, n, vectors, work);
  return { values: Float64Array.from(order, (i) => unordered[i]), vectors };
}
