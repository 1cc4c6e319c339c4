import type { Arena } from './arena';
import { putColumns } from './columns';
import { factorise, type Factorisation } from './householder-qr';
import type { Matrix } from './matrix';
import { nearOrthogonalRows } from './near-orthogonal-rows';
import type { Kernels } from './wasm';

const MAX_SWEEPS = 60;
/** Rows whose largest entries differ by no more than this factor may go through a QR without column pivoting first, which is faster. */
const MILD_GRADING = 2 ** 7;

/** A with its rows and columns permuted is Q_1 ... Q_p G diag(values) Y^T Q'^T, times the scale given. */
export interface Diagonalisation {
  readonly values: Float64Array;
  /** Row i of the permuted matrix is row rowOrder[i] of A; likewise columns. */
  readonly rowOrder: Int32Array;
  readonly columnOrder: Int32Array;
  readonly leftFactors: readonly Factorisation[];
  readonly rightFactor: Factorisation;
  /** Addresses of diag(values) Y^T and, where it was wanted, G^T, row-major; values[i] belongs to their row order[i]. */
  readonly rotated: number;
  readonly basis: number;
  readonly order: Int32Array;
}

/**
 * QR with sorted rows and pivoted columns, QR of R^T, one-sided Jacobi on the rows of the last triangle's transpose (Drmac and Veselic,
 * SIAM J. Matrix Anal. Appl. 29, 2008; for the sorting: Cox and Higham, BIT 38, 1998), which nearOrthogonalRows prepares. A is m x n
 * with m >= n and finite entries.
 */
export function diagonalise(
  kernels: Kernels,
  arena: Arena,
  a: Matrix,
  scale: number,
  wanted: 'right' | 'both',
): Diagonalisation {
  const n = a.cols;
  const { rowOrder, grading } = sortRows(a);
  const leftFactors = [
    { rows: a.rows, columns: putColumns(kernels, arena, [a], n, scale, rowOrder), taus: arena.zeros(n) },
  ];
  if (a.rows > n && grading <= MILD_GRADING) {
    factorise(kernels, arena, leftFactors[0], n);
    leftFactors.push({ rows: n, columns: triangleByColumns(arena, leftFactors[0], n), taus: arena.zeros(n) });
  }
  const last = leftFactors[leftFactors.length - 1];
  const columnOrder = arena.zeros(n);
  kernels.qrFactorPivoted(last.rows, n, last.columns, last.taus, columnOrder, arena.zeros(n));
  // R by rows is R^T by columns.
  const rightFactor = { rows: n, columns: extractTriangle(kernels, arena, last, n), taus: arena.zeros(n) };
  factorise(kernels, arena, rightFactor, n);
  const { rows, basis } = nearOrthogonalRows(kernels, arena, n, extractTriangle(kernels, arena, rightFactor, n));
  const squares = arena.zeros(n);
  const work = arena.reserve(kernels.orthogonaliseRowsWorkSize(n));
  kernels.orthogonaliseRows(n, n, rows, wanted === 'both' ? n : 0, basis, squares, MAX_SWEEPS, work);
  const norms = arena.take(squares, n).map(Math.sqrt);
  const order = Int32Array.from(norms.keys()).sort((i, j) => norms[j] - norms[i]);
  return {
    values: Float64Array.from(order, (i) => norms[i]),
    rowOrder,
    columnOrder: arena.integers(columnOrder, n).slice(),
    leftFactors,
    rightFactor,
    rotated: rows,
    basis,
    order,
  };
}

/** Rows by their largest entries, descending, and the ratio of the first to the last that is not zero. */
function sortRows(a: Matrix): { rowOrder: Int32Array; grading: number } {
  const sizes = Float64Array.from({ length: a.rows }, (_, i) =>
    a.row(i).reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0),
  );
  const rowOrder = Int32Array.from(sizes.keys()).sort((i, j) => sizes[j] - sizes[i]);
  const nonzero = sizes.filter((size) => size > 0);
  return {
    rowOrder,
    grading: nonzero.reduce((x, y) => Math.max(x, y), 0) / nonzero.reduce((x, y) => Math.min(x, y), Infinity),
  };
}

function extractTriangle(kernels: Kernels, arena: Arena, { rows, columns }: Factorisation, n: number): number {
  const triangle = arena.reserve(n * n);
  kernels.extractTriangle(rows, n, n, columns, triangle);
  return triangle;
}

function triangleByColumns(arena: Arena, { rows, columns }: Factorisation, n: number): number {
  const triangle = arena.zeros(n * n);
  for (let j = 0; j < n; j++) arena.view(triangle + 8 * n * j, j + 1).set(arena.view(columns + 8 * rows * j, j + 1));
  return triangle;
}
