import { Matrix } from './matrix';

/** P A = L U of a square matrix; L below the diagonal (its own is one), U on and above it. */
export interface LuFactor {
  readonly factor: Matrix;
  /** Row i of the factor is row `rows[i]` of A. */
  readonly rows: Int32Array;
}

/** Gaussian elimination with partial pivoting; undefined when a pivot is zero or not finite. */
export function luFactor(a: Matrix): LuFactor | undefined {
  const n = a.rows;
  const factor = a.clone();
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n; k++) {
    const pivot = pivotRow(factor, k);
    if (pivot !== k) exchange(factor, rows, k, pivot);
    const above = factor.row(k);
    const diagonal = above[k];
    if (diagonal === 0 || !Number.isFinite(diagonal)) return undefined;
    for (let i = k + 1; i < n; i++) {
      const row = factor.row(i);
      const multiplier = (row[k] /= diagonal);
      if (multiplier !== 0) for (let j = k + 1; j < n; j++) row[j] -= multiplier * above[j];
    }
  }
  return { factor, rows };
}

/** X with A X = B (n x m). */
export function luSolve({ factor, rows }: LuFactor, b: Matrix): Matrix {
  const n = factor.rows;
  const x = new Matrix(n, b.cols);
  for (let i = 0; i < n; i++) {
    const row = x.row(i);
    row.set(b.row(rows[i]));
    for (let j = 0; j < i; j++) subtract(row, factor.get(i, j), x.row(j));
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = x.row(i);
    for (let j = i + 1; j < n; j++) subtract(row, factor.get(i, j), x.row(j));
    const diagonal = factor.get(i, i);
    for (let j = 0; j < row.length; j++) row[j] /= diagonal;
  }
  return x;
}

function pivotRow(a: Matrix, column: number): number {
  let best = column;
  for (let i = column + 1; i < a.rows; i++) if (Math.abs(a.get(i, column)) > Math.abs(a.get(best, column))) best = i;
  return best;
}

function exchange(a: Matrix, rows: Int32Array, i: number, j: number): void {
  const kept = a.row(i).slice();
  a.row(i).set(a.row(j));
  a.row(j).set(kept);
  [rows[i], rows[j]] = [rows[j], rows[i]];
}

/** row -= factor * other. */
function subtract(row: Float64Array, factor: number, other: Float64Array): void {
  if (factor !== 0) for (let j = 0; j < row.length; j++) row[j] -= factor * other[j];
}
