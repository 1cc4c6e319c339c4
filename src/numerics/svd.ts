import type { Arena } from './arena';
import { takeColumns } from './columns';
import { applyQ, factorise } from './householder-qr';
import { Matrix } from './matrix';
import { nearOrthogonalOperations } from './near-orthogonal-rows';
import { type Diagonalisation, diagonalise } from './preconditioned-jacobi';
import { binaryScale } from './scaling';
import { type Kernels, withKernels } from './wasm';

/** Singular values that differ by less than 10^240 keep their digits. */
const EXPONENT = 300;

export interface SingularValueDecomposition {
  /** m x r, orthonormal columns, r = min(m,n). */
  readonly left: Matrix;
  /** Descending. */
  readonly values: Float64Array;
  /** n x r, orthonormal columns: A = left diag(values) right^T. */
  readonly right: Matrix;
}

/**
 * Singular values of A (m x n), descending, min(m,n) of them. Where A = D1 B D2 with diagonal D1, D2 and well-conditioned B, the small
 * ones have as many digits as the large ones. All NaN when an entry is not finite.
 */
export function singularValues(a: Matrix): Float64Array {
  if (a.rows < a.cols) return singularValues(a.transpose());
  const scale = binaryScale(a.data, EXPONENT);
  if (Number.isNaN(scale)) return undefinedMatrix(1, a.cols).data;
  return withKernels(
    (kernels, arena) => diagonalise(kernels, arena, a, scale, 'right').values.map((x) => x / scale),
    nearOrthogonalOperations(a.cols),
  );
}

export interface RightSingularVectors {
  /** As singularValues gives them. */
  readonly values: Float64Array;
  /** The orthonormal right vectors to the values at these indices, at little cost. */
  vectors(indices: readonly number[]): Float64Array[];
}

/** Singular values and the right vectors that are asked for, at hardly more than the cost of the values. All NaN when an entry is not finite. */
export function rightSingularVectors(a: Matrix): RightSingularVectors {
  const { cols: n } = a;
  const scale = binaryScale(a.data, EXPONENT);
  if (a.rows < n || Number.isNaN(scale)) {
    const { values, right } = singularValueDecomposition(a);
    return { values, vectors: (indices) => indices.map((index) => right.column(index)) };
  }
  const { values, columnOrder, units, reflectors, taus } = withKernels((kernels, arena) => {
    const result = diagonalise(kernels, arena, a, scale, 'right');
    const { columns, taus } = result.rightFactor;
    return {
      values: result.values.map((value) => value / scale),
      columnOrder: result.columnOrder,
      units: arena.take(unitRows(kernels, arena, n, result), n * n),
      reflectors: arena.take(columns, n * n),
      taus: arena.take(taus, n),
    };
  }, nearOrthogonalOperations(n));
  return {
    values,
    vectors: (indices) =>
      withKernels((kernels, arena) => {
        const factorisation = { rows: n, columns: arena.put(reflectors), taus: arena.put(taus) };
        const chosen = arena.reserve(n * indices.length);
        indices.forEach((index, at) =>
          arena.view(chosen + 8 * n * at, n).set(units.subarray(n * index, n * (index + 1))),
        );
        applyQ(kernels, arena, factorisation, n, indices.length, chosen);
        return indices.map((_, at) => unsorted(arena.view(chosen + 8 * n * at, n), columnOrder));
      }),
  };
}

/** Singular values as singularValues, with both sets of vectors. All NaN when an entry is not finite. */
export function singularValueDecomposition(a: Matrix): SingularValueDecomposition {
  if (a.rows < a.cols) {
    const { left, values, right } = singularValueDecomposition(a.transpose());
    return { left: right, values, right: left };
  }
  const { rows: m, cols: n } = a;
  const scale = binaryScale(a.data, EXPONENT);
  if (Number.isNaN(scale))
    return { left: undefinedMatrix(m, n), values: undefinedMatrix(1, n).data, right: undefinedMatrix(n, n) };
  return withKernels((kernels, arena) => {
    const result = diagonalise(kernels, arena, a, scale, 'both');
    return {
      left: unsortRows(leftVectors(kernels, arena, n, result), result.rowOrder),
      values: result.values.map((value) => value / scale),
      right: unsortRows(rightVectors(kernels, arena, n, result), result.columnOrder),
    };
  }, nearOrthogonalOperations(n));
}

function leftVectors(
  kernels: Kernels,
  arena: Arena,
  n: number,
  { order, basis, leftFactors }: Diagonalisation,
): Matrix {
  let vectors = arena.reserve(n * n);
  order.forEach((from, to) => arena.view(vectors + 8 * n * to, n).set(arena.view(basis + 8 * n * from, n)));
  let rows = n;
  for (const factorisation of leftFactors.toReversed()) {
    vectors = lengthen(arena, n, vectors, rows, factorisation.rows);
    rows = factorisation.rows;
    applyQ(kernels, arena, factorisation, n, n, vectors);
  }
  return takeColumns(kernels, arena, rows, n, vectors, 1);
}

function rightVectors(kernels: Kernels, arena: Arena, n: number, result: Diagonalisation): Matrix {
  const vectors = unitRows(kernels, arena, n, result);
  applyQ(kernels, arena, result.rightFactor, n, n, vectors);
  return takeColumns(kernels, arena, n, n, vectors, 1);
}

/** Address of Y^T's rows in the order of the values, n entries each; to zeros belong any that make all orthonormal. */
function unitRows(kernels: Kernels, arena: Arena, n: number, { values, order, rotated }: Diagonalisation): number {
  const vectors = arena.zeros(n * n);
  values.forEach((value, i) => {
    if (value === 0) return;
    const row = arena.view(rotated + 8 * n * order[i], n);
    arena.view(vectors + 8 * n * i, n).set(row.map((entry) => entry / value));
  });
  completeBasis(kernels, arena, n, values.filter((value) => value > 0).length, vectors);
  return vectors;
}

/** Fills vectors rank, ..., n - 1 so that all n are orthonormal; n entries each, one after another. */
function completeBasis(kernels: Kernels, arena: Arena, n: number, rank: number, vectors: number): void {
  if (rank === n) return;
  const known = { rows: n, columns: arena.put(arena.take(vectors, n * rank)), taus: arena.zeros(rank) };
  factorise(kernels, arena, known, rank);
  const missing = vectors + 8 * n * rank;
  const entries = arena.view(missing, n * (n - rank));
  for (let i = rank; i < n; i++) entries[(i - rank) * n + i] = 1;
  applyQ(kernels, arena, known, rank, n - rank, missing);
}

/** The same vectors with zeros appended. */
function lengthen(arena: Arena, count: number, vectors: number, from: number, to: number): number {
  if (from === to) return vectors;
  const longer = arena.zeros(count * to);
  for (let i = 0; i < count; i++) arena.view(longer + 8 * to * i, from).set(arena.view(vectors + 8 * from * i, from));
  return longer;
}

/** Row i goes to row order[i]. */
function unsortRows(sorted: Matrix, order: Int32Array): Matrix {
  const result = new Matrix(sorted.rows, sorted.cols);
  order.forEach((to, from) => result.row(to).set(sorted.row(from)));
  return result;
}

/** Entry i goes to place order[i]. */
function unsorted(sorted: Float64Array, order: Int32Array): Float64Array {
  const result = new Float64Array(sorted.length);
  order.forEach((to, from) => (result[to] = sorted[from]));
  return result;
}

function undefinedMatrix(rows: number, cols: number): Matrix {
  return new Matrix(rows, cols, new Float64Array(rows * cols).fill(NaN));
}
