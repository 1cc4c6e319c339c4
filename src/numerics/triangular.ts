import type { Matrix } from './matrix';

/** X with L X = B; L lower triangular n x n (what stands above its diagonal is ignored), B n x m. */
export function solveLower(l: Matrix, b: Matrix): Matrix {
  const x = b.clone();
  for (let i = 0; i < l.rows; i++) {
    for (let k = 0; k < i; k++)
      for (let j = 0; j < b.cols; j++) x.data[i * b.cols + j] -= l.get(i, k) * x.data[k * b.cols + j];
    for (let j = 0; j < b.cols; j++) x.data[i * b.cols + j] /= l.get(i, i);
  }
  return x;
}

/** X with U X = B; U upper triangular n x n (what stands below its diagonal is ignored), B n x m. */
export function solveUpper(u: Matrix, b: Matrix): Matrix {
  const x = b.clone();
  for (let i = u.rows - 1; i >= 0; i--) {
    for (let k = i + 1; k < u.rows; k++)
      for (let j = 0; j < b.cols; j++) x.data[i * b.cols + j] -= u.get(i, k) * x.data[k * b.cols + j];
    for (let j = 0; j < b.cols; j++) x.data[i * b.cols + j] /= u.get(i, i);
  }
  return x;
}
