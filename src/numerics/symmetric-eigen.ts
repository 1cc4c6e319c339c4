import { takeColumns } from './columns';
import { Matrix } from './matrix';
import { lowerScale } from './scaling';
import {
  eigenvectorOperations,
  eigenvectors,
  tridiagonalForm,
  tridiagonalFormForValues,
  tridiagonalOperations,
} from './tridiagonal-form';
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
  const scale = lowerScale(a, 0);
  if (Number.isNaN(scale)) return new Float64Array(n).fill(NaN);
  return withKernels((kernels, arena) => {
    const { diagonal, coupling } = tridiagonalFormForValues(kernels, arena, a, scale);
    if (!kernels.tridiagonalValues(n, diagonal, coupling)) return new Float64Array(n).fill(NaN);
    const values = arena.take(diagonal, n).sort().reverse();
    return values.map((value) => value / scale);
  }, tridiagonalOperations(n));
}

/** Eigenvalues as symmetricEigenvalues, and eigenvectors. All NaN when an entry is not finite. */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  const scale = lowerScale(a, 0);
  if (Number.isNaN(scale)) return undefinedEigen(n);
  return withKernels((kernels, arena) => {
    const found = eigenvectors(kernels, arena, n, tridiagonalForm(kernels, arena, a, scale));
    if (!found) return undefinedEigen(n);
    const values = found.values.map((value) => value / scale);
    return { values, vectors: takeColumns(kernels, arena, n, n, found.vectors, 1) };
  }, eigenvectorOperations(n));
}

function undefinedEigen(n: number): SymmetricEigen {
  return { values: new Float64Array(n).fill(NaN), vectors: new Matrix(n, n, new Float64Array(n * n).fill(NaN)) };
}
