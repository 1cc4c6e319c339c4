import type { Matrix } from './matrix';
import { binaryScale } from './scaling';
import { tridiagonalEigenvectors } from './tridiagonal-eigenvectors';
import { applyQ, tridiagonalFormForValues, tridiagonalOperations } from './tridiagonal-form';
import { withKernels } from './wasm';

/** A symmetric n x n matrix reduced to tridiagonal form once: all its eigenvalues, and the few eigenvectors that are asked for. */
export interface SymmetricReduction {
  /** Descending, each within a small multiple of eps |A|. All NaN when an entry of the matrix is not finite. */
  readonly values: Float64Array;
  /**
   * Orthonormal eigenvectors to the values at these indices, all different; inside an eigenspace any vectors of it. At far less cost than the
   * reduction while there are few; a vector asked for alone is computed once.
   */
  vectors(indices: readonly number[]): Float64Array[];
}

/** Reads the lower triangle. */
export function reduceSymmetric(a: Matrix): SymmetricReduction {
  const n = a.rows;
  const scale = binaryScale(a.data, 0);
  const form = Number.isNaN(scale) ? undefined : tridiagonalParts(a, scale);
  if (!form) return { values: undefinedVector(n), vectors: (indices) => indices.map(() => undefinedVector(n)) };
  const { values, matrix, width, reflectors, taus } = form;
  const compute = (indices: readonly number[]) => {
    const columns = tridiagonalEigenvectors(matrix, indices.map((index) => values[index])); // prettier-ignore
    return withKernels((kernels, arena) => {
      const vectors = arena.reserve(n * columns.length);
      columns.forEach((column, j) => arena.view(vectors + 8 * n * j, n).set(column));
      const q = { width, reduced: arena.put(reflectors), taus: arena.put(taus) };
      applyQ(kernels, arena, n, q, columns.length, vectors);
      return columns.map((_, j) => arena.take(vectors + 8 * n * j, n));
    });
  };
  const alone = new Map<number, Float64Array>();
  return {
    values: values.map((value) => value / scale),
    vectors(indices) {
      if (indices.length !== 1) return compute(indices);
      const vector = alone.get(indices[0]) ?? compute(indices)[0];
      alone.set(indices[0], vector);
      return [vector.slice()];
    },
  };
}

/** Undefined when the eigenvalues do not settle. */
function tridiagonalParts(a: Matrix, scale: number) {
  const n = a.rows;
  return withKernels((kernels, arena) => {
    const { reduced, diagonal, coupling, taus, width } = tridiagonalFormForValues(kernels, arena, a, scale);
    const matrix = { diagonal: arena.take(diagonal, n), coupling: arena.take(coupling, n) };
    if (!kernels.tridiagonalValues(n, diagonal, coupling)) return undefined;
    const values = arena.take(diagonal, n).sort().reverse();
    return { values, matrix, width, reflectors: arena.take(reduced, n * n), taus: arena.take(taus, n) };
  }, tridiagonalOperations(n));
}

function undefinedVector(size: number): Float64Array {
  return new Float64Array(size).fill(NaN);
}
