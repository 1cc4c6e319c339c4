import { Matrix } from './matrix';
import { multiply } from './products';

/** Singular values of A (m x n), descending, min(m,n) of them. */
export function singularValues(a: Matrix): Float64Array {
  return singularValueDecomposition(a).values;
}

export interface SingularValueDecomposition {
  /** m x r, orthonormal columns, r = min(m,n). */
  readonly left: Matrix;
  /** Descending. */
  readonly values: Float64Array;
  /** n x r, orthonormal columns: A = left diag(values) right^T. */
  readonly right: Matrix;
}

export function singularValueDecomposition(a: Matrix): SingularValueDecomposition {
  if (a.rows < a.cols) {
    const { left, values, right } = singularValueDecomposition(a.transpose());
    return { left: right, values, right: left };
  }
  const n = a.cols;
  const columns = Array.from({ length: n }, (_, j) => a.column(j));
  const basis = Array.from({ length: n }, (_, j) => Matrix.identity(n).column(j));
  for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const [pp, qq, pq] = [dot(columns[p], columns[p]), dot(columns[q], columns[q]), dot(columns[p], columns[q])];
        if (!(Math.abs(pq) > 1e-15 * Math.sqrt(pp) * Math.sqrt(qq))) continue;
        rotated = true;
        const zeta = (qq - pp) / (2 * pq);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        for (const set of [columns, basis]) rotate(set[p], set[q], t);
      }
  }
  const norms = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = norms.map((_, j) => j).sort((i, j) => norms[j] - norms[i]);
  const stack = (vectors: Float64Array[], rows: number) =>
    new Matrix(n, rows, Float64Array.from(order.flatMap((j) => Array.from(vectors[j])))).transpose();
  const values = Float64Array.from(order, (j) => norms[j]);
  const left = multiply(stack(columns, a.rows), Matrix.diagonal(values.map((value) => (value > 0 ? 1 / value : 0))));
  return { left, values, right: stack(basis, n) };
}

function rotate(x: Float64Array, y: Float64Array, t: number): void {
  const c = 1 / Math.hypot(1, t);
  for (let i = 0; i < x.length; i++) [x[i], y[i]] = [c * (x[i] - t * y[i]), c * (y[i] + t * x[i])];
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
