import type { Arena } from './arena';
import { tridiagonaliseByBand } from './band-form';
import { tridiagonalEigen } from './divide-and-conquer';
import type { Matrix } from './matrix';
import type { Kernels } from './wasm';

/** From so many rows on the way by a band is faster. */
const WORTH_BAND = 1024;
/** Reflectors that are applied together: fewer make the products slower. */
const REFLECTORS_AT_ONCE = 64;
/** Columns for which taking them together costs more than it saves. */
const FEW_COLUMNS = 8;

/** Q^T (scale A) Q = T in the arena: T's diagonal and couplings (n each), and Q as applyQ wants it. */
export interface TridiagonalForm {
  /** The reflectors. */
  readonly reduced: number;
  readonly diagonal: number;
  readonly coupling: number;
  readonly taus: number;
  /** Of the band on the way; 1 without one. */
  readonly width: number;
}

/** Floating-point operations of the reduction, expected. */
export function tridiagonalOperations(n: number): number {
  return (4 / 3) * n ** 3;
}

/** Of the reduction, divide and conquer, and the vectors' way back, expected. */
export function eigenvectorOperations(n: number): number {
  return (14 / 3) * n ** 3;
}

/** Of the symmetric n x n matrix `scale A`; reads the lower triangle. */
export function tridiagonalForm(kernels: Kernels, arena: Arena, a: Matrix, scale: number): TridiagonalForm {
  return tridiagonaliseInPlace(kernels, arena, a.rows, putScaled(arena, a, scale));
}

/** As tridiagonalForm, where few of the vectors that are applied to Q are wanted or none. */
export function tridiagonalFormForValues(kernels: Kernels, arena: Arena, a: Matrix, scale: number): TridiagonalForm {
  const address = putScaled(arena, a, scale);
  return a.rows < WORTH_BAND
    ? tridiagonaliseInPlace(kernels, arena, a.rows, address)
    : tridiagonaliseByBand(kernels, arena, a.rows, address);
}

/** C = Q C; C has `columns` columns of n entries, stored by columns. */
export function applyQ(
  kernels: Kernels,
  arena: Arena,
  n: number,
  { width, reduced, taus }: Pick<TridiagonalForm, 'width' | 'reduced' | 'taus'>,
  columns: number,
  c: number,
): void {
  if (width > 1) kernels.applyBulgeReflectors(n, width, reduced, columns, c);
  if (columns <= FEW_COLUMNS) return kernels.applyReflectorRows(width, n, reduced, taus, columns, c);
  const v = arena.reserve(n * REFLECTORS_AT_ONCE);
  const t = arena.reserve(REFLECTORS_AT_ONCE ** 2);
  const ordered = arena.reserve(REFLECTORS_AT_ONCE);
  const [projected, weighted] = [0, 1].map(() => arena.reserve(columns * REFLECTORS_AT_ONCE));
  for (let first = width; first < n; first += REFLECTORS_AT_ONCE) {
    const count = Math.min(REFLECTORS_AT_ONCE, n - first);
    const length = first + count - width;
    kernels.gatherReflectorRows(first, count, width, n, reduced, taus, v, t, ordered);
    for (const product of [projected, weighted]) arena.view(product, columns * count).fill(0);
    kernels.gemm(columns, count, length, 1, c, n, 1, v, 1, length, projected, count, false);
    kernels.gemm(columns, count, count, 1, projected, count, 1, t, 1, count, weighted, count, false);
    kernels.gemm(columns, length, count, -1, weighted, count, 1, v, length, 1, c, n, false);
  }
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
  return { reduced, diagonal, coupling, taus, width: 1 };
}

/** Eigenvalues, descending, and the address of their orthonormal vectors, n entries each, one after another. Destroys T. Undefined when a value does not settle. */
export function eigenvectors(
  kernels: Kernels,
  arena: Arena,
  n: number,
  form: TridiagonalForm,
): { readonly values: Float64Array; readonly vectors: number } | undefined {
  const found = tridiagonalEigen(kernels, arena, n, form);
  if (!found) return undefined;
  const { values: unordered, vectors: rotated } = found;
  const order = Int32Array.from(unordered.keys()).sort((i, j) => unordered[j] - unordered[i]);
  const vectors = arena.reserve(n * n);
  const columns = arena.view(vectors, n * n);
  order.forEach((from, to) => columns.set(arena.view(rotated + 8 * n * from, n), n * to));
  applyQ(kernels, arena, n, form, n, vectors);
  return { values: Float64Array.from(order, (i) => unordered[i]), vectors };
}

/** The lower triangle of a square matrix. */
function putScaled(arena: Arena, a: Matrix, scale: number): number {
  const n = a.rows;
  const address = arena.reserve(n * n);
  for (let i = 0; i < n; i++) {
    const row = a.row(i);
    const target = arena.view(address + 8 * n * i, i + 1);
    for (let j = 0; j <= i; j++) target[j] = scale * row[j];
  }
  return address;
}
