import { Matrix } from './matrix';

/** Eigenvalues of a symmetric matrix, descending. Reads the lower triangle. */
export function symmetricEigenvalues(a: Matrix): Float64Array {
  return symmetricEigen(a).values;
}

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Orthonormal columns, in the order of the values. */
  readonly vectors: Matrix;
}

export function symmetricEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  const s = a.clone();
  const vectors = Matrix.identity(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const pq = s.get(p, q);
        if (!(Math.abs(pq) > 1e-17 * Math.sqrt(Math.abs(s.get(p, p) * s.get(q, q))) && Math.abs(pq) > 1e-300)) continue;
        rotated = true;
        const theta = (s.get(q, q) - s.get(p, p)) / (2 * pq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
        const c = 1 / Math.hypot(1, t);
        rotateColumns(s, p, q, c, t * c);
        rotateColumns(vectors, p, q, c, t * c);
        for (let k = 0; k < n; k++) {
          const [x, y] = [s.get(p, k), s.get(q, k)];
          s.set(p, k, c * x - t * c * y);
          s.set(q, k, t * c * x + c * y);
        }
      }
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => s.get(j, j) - s.get(i, i));
  const sorted = new Matrix(n, n);
  for (let i = 0; i < n; i++) order.forEach((from, to) => sorted.set(i, to, vectors.get(i, from)));
  return { values: Float64Array.from(order, (i) => s.get(i, i)), vectors: sorted };
}

function rotateColumns(target: Matrix, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < target.rows; k++) {
    const [x, y] = [target.get(k, p), target.get(k, q)];
    target.set(k, p, c * x - s * y);
    target.set(k, q, s * x + c * y);
  }
}
