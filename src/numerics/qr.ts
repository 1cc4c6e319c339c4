import { Matrix } from './matrix';
import { multiply } from './products';

/** Upper triangular (trapezoidal when m < n) R, min(m,n) x n, of a Householder QR of A (m x n). */
export function triangularFactor(a: Matrix): Matrix {
  return factorise(a).r;
}

/** Q (m x n, m >= n) with orthonormal columns and A = Q R where R's diagonal is not negative. */
export function orthonormalFactor(a: Matrix): Matrix {
  const { r, q } = factorise(a);
  const signs = Matrix.diagonal(Array.from({ length: a.cols }, (_, i) => (r.get(i, i) < 0 ? -1 : 1)));
  return multiply(q, signs);
}

/** R of a tall matrix whose blocks of rows arrive one after another; memory cols^2 and one block. */
export class TriangularAccumulator {
  private current: Matrix;

  constructor(readonly cols: number) {
    this.current = new Matrix(0, cols);
  }

  push(rows: Matrix): void {
    const stacked = new Matrix(this.current.rows + rows.rows, this.cols);
    stacked.data.set(this.current.data);
    stacked.data.set(rows.data, this.current.data.length);
    this.current = triangularFactor(stacked);
  }

  /** min(rows pushed, cols) x cols. */
  factor(): Matrix {
    return this.current.clone();
  }
}

export interface PivotedTriangularFactor {
  /** min(m,n) x n, upper; its diagonal decreases in absolute value. */
  readonly factor: Matrix;
  /** Column j of the factor belongs to column permutation[j] of A. */
  readonly permutation: Int32Array;
}

/** R and P of the column-pivoted Householder QR, A P = Q R. */
export function pivotedTriangularFactor(a: Matrix): PivotedTriangularFactor {
  const { r, permutation } = factorise(a, true);
  return { factor: r, permutation };
}

function factorise(a: Matrix, pivoted = false): { r: Matrix; q: Matrix; permutation: Int32Array } {
  const { rows: m, cols: n } = a;
  const r = a.clone();
  const rank = Math.min(m, n);
  const q = new Matrix(m, rank);
  for (let i = 0; i < rank; i++) q.set(i, i, 1);
  const permutation = Int32Array.from({ length: n }, (_, j) => j);
  const reflectors: Float64Array[] = [];
  const norm2 = (j: number, from: number) =>
    r
      .column(j)
      .subarray(from)
      .reduce((sum, x) => sum + x * x, 0);
  for (let k = 0; k < rank; k++) {
    if (pivoted) {
      let best = k;
      for (let j = k + 1; j < n; j++) if (norm2(j, k) > norm2(best, k)) best = j;
      for (let i = 0; i < m; i++) {
        const kept = r.get(i, k);
        r.set(i, k, r.get(i, best));
        r.set(i, best, kept);
      }
      [permutation[k], permutation[best]] = [permutation[best], permutation[k]];
    }
    const v = r.column(k).fill(0, 0, k);
    v[k] += (v[k] >= 0 ? 1 : -1) * Math.sqrt(norm2(k, k));
    reflect(r, v);
    for (let i = k + 1; i < m; i++) r.set(i, k, 0);
    reflectors.push(v);
  }
  for (const v of reflectors.reverse()) reflect(q, v);
  return { r: new Matrix(rank, n, r.data.slice(0, rank * n)), q, permutation };
}

function reflect(target: Matrix, v: Float64Array): void {
  const squares = v.reduce((sum, x) => sum + x * x, 0);
  if (squares === 0) return;
  for (let j = 0; j < target.cols; j++) {
    let dot = 0;
    for (let i = 0; i < target.rows; i++) dot += v[i] * target.get(i, j);
    const factor = (2 * dot) / squares;
    for (let i = 0; i < target.rows; i++) target.data[i * target.cols + j] -= factor * v[i];
  }
}
