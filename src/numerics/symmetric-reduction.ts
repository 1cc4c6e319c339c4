import type { Arena } from './arena';
import type { Matrix } from './matrix';
import { lowerScale } from './scaling';
import { tridiagonalEigenvectors } from './tridiagonal-eigenvectors';
import { applyQ, type TridiagonalForm, tridiagonalFormForValues, tridiagonalOperations } from './tridiagonal-form';
import { type Kernels, withKernels } from './wasm';

/** All eigenvalues of a symmetric n x n matrix, and the few eigenvectors that are asked for. */
export interface SymmetricReduction {
  /** Descending, each within a small multiple of eps |A|. All NaN when an entry of the matrix is not finite. */
  readonly values: Float64Array;
  /**
   * Orthonormal eigenvectors to the values at these indices, all different; inside an eigenspace any vectors of it. Those that were wanted, or the
   * first ones of a list that was, are at hand; others cost as much as the values. The first vector of a list does not depend on the rest.
   */
  vectors(indices: readonly number[]): Float64Array[];
}

/** Lists of indices of eigenvalues, given descending. */
export type WantedVectors = (values: Float64Array) => readonly (readonly number[])[];

/** Reads the lower triangle of A, which may not change while others than the wanted vectors are asked for. */
export function reduceSymmetric(a: Matrix, wanted: WantedVectors = bothEnds): SymmetricReduction {
  const n = a.rows;
  const scale = lowerScale(a, 0);
  const found = Number.isNaN(scale) ? undefined : reduce(a, scale, wanted);
  if (!found) return { values: undefinedVector(n), vectors: (indices) => indices.map(() => undefinedVector(n)) };
  const { values, known } = found;
  return {
    values: values.map((value) => value / scale),
    vectors(indices) {
      if (indices.length === 0) return [];
      const isKnown = (list: VectorList) => indices.every((index, at) => list.indices[at] === index);
      const list = known.find(isKnown) ?? reduce(a, scale, () => [indices])!.known[0];
      if (!known.includes(list)) known.push(list);
      return list.vectors.slice(0, indices.length).map((vector) => vector.slice());
    },
  };
}

interface VectorList {
  readonly indices: readonly number[];
  readonly vectors: readonly Float64Array[];
}

function bothEnds({ length }: Float64Array): number[][] {
  return length > 0 ? [[0], [length - 1]] : [];
}

/** Values of the scaled matrix and the wanted vectors; undefined when the eigenvalues do not settle. */
function reduce(a: Matrix, scale: number, wanted: WantedVectors) {
  const n = a.rows;
  return withKernels((kernels, arena) => {
    const form = tridiagonalFormForValues(kernels, arena, a, scale);
    const matrix = { diagonal: arena.take(form.diagonal, n), coupling: arena.take(form.coupling, n) };
    if (!kernels.tridiagonalValues(n, form.diagonal, form.coupling)) return undefined;
    const values = arena.take(form.diagonal, n).sort().reverse();
    const lists = wanted(values);
    const columns = lists.flatMap((list) => tridiagonalEigenvectors(matrix, list.map((index) => values[index]))); // prettier-ignore
    const vectors = applied(kernels, arena, form, columns);
    const known: VectorList[] = lists.map((indices) => ({ indices, vectors: vectors.splice(0, indices.length) }));
    return { values, known };
  }, tridiagonalOperations(n));
}

/** Q times each of these columns. */
function applied(kernels: Kernels, arena: Arena, form: TridiagonalForm, columns: readonly Float64Array[]) {
  if (columns.length === 0) return [];
  const [{ length: n }] = columns;
  const address = arena.reserve(n * columns.length);
  const at = (j: number) => address + 8 * n * j;
  columns.forEach((column, j) => arena.view(at(j), n).set(column));
  applyQ(kernels, arena, n, form, columns.length, address);
  return columns.map((_, j) => arena.take(at(j), n));
}

function undefinedVector(size: number): Float64Array {
  return new Float64Array(size).fill(NaN);
}
