import { takeColumns } from './columns';
import { Matrix } from './matrix';
import { binaryScale } from './scaling';
import { tridiagonalForm } from './tridiagonal-form';
import { withKernels } from './wasm';

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Orthonormal columns, in the order of the values. */
  readonly vectors: Matrix;
}

/**
 * Eigenvalues of a symmetric n x n matrix, descending, each within a small multiple of eps |A|. Reads the lower triangle. All NaN when
 * an entry is not finite.
 */
export function symmetricEigenvalues(a: Matrix): Float64Array {
  const n = a.rows;
  const scale = binaryScale(a.data, 0);
  if (Number.isNaN(scale)) return new Float64Array(n).fill(NaN);
  return withKernels((kernels, arena) => {
    const { diagonal, coupling } = tridiagonalForm(kernels, arena, a, scale);
    if (!kernels.tridiagonalValues(n, diagonal, coupling)) return new Float64Array(n).fill(NaN);
    const values = arena.take(diagonal, n).sort().reverse();
    return values.map((value) => value / scale);
  });
}

/** Eigenvalues as symmetricEigenvalues, and eigenvectors. All NaN when an entry is not finite. */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  const scale = binaryScale(a.data, 0);
  if (Number.isNaN(scale)) return undefinedEigen(n);
  return withKernels((kernels, arena) => {
    const { reduced, diagonal, coupling, taus } = tridiagonalForm(kernels, arena, a, scale);
    const rotated = arena.reserve(n * n);
    const vectorsWork = arena.reserve(kernels.tridiagonalVectorsWorkSize(n));
    if (!kernels.tridiagonalVectors(n, diagonal, coupling, rotated, vectorsWork)) return undefinedEigen(n);
    const unordered = arena.take(diagonal, n);
    const order = Int32Array.from(unordered.keys()).sort((i, j) => unordered[j] - unordered[i]);
    const ordered = arena.reserve(n * n);
    const work = arena.reserve(kernels.tridiagonalWorkSize(n));
    const columns = arena.view(ordered, n * n);
    order.forEach((from, to) => columns.set(arena.view(rotated + 8 * n * from, n), n * to));
    kernels.applyTridiagonalQ(n, reduced, taus, n, ordered, work);
    const values = Float64Array.from(order, (i) => unordered[i] / scale);
    return { values, vectors: takeColumns(kernels, arena, n, n, ordered, 1) };
  });
}

function undefinedEigen(n: number): SymmetricEigen {
  return { values: new Float64Array(n).fill(NaN), vectors: new Matrix(n, n, new Float64Array(n * n).fill(NaN)) };
}
