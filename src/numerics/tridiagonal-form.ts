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

/** Of the symmetric n x n matrix `scale A`; reads the lower triangle. */
export function tridiagonalForm(kernels: Kernels, arena: Arena, a: Matrix, scale: number): TridiagonalForm {
  const n = a.rows;
  const reduced = arena.put(a.data);
  const entries = arena.view(reduced, n * n);
  if (scale !== 1) for (let i = 0; i < entries.length; i++) entries[i] *= scale;
  const diagonal = arena.zeros(n);
  const coupling = arena.zeros(n);
  const taus = arena.zeros(n);
  kernels.tridiagonalise(n, reduced, diagonal, coupling, taus, arena.reserve(kernels.tridiagonalWorkSize(n)));
  return { reduced, diagonal, coupling, taus };
}
