import type { Matrix } from './matrix';

const EPSILON = 2 ** -52;

/**
 * The diagonal of a symmetric matrix whose other entries are no more than rounding leaves in a product of matrices of its size: its eigenvalues,
 * to within that rounding (Weyl). Undefined elsewhere, and where an entry of the diagonal is not positive. Reads the lower triangle.
 */
export function nearDiagonal(symmetric: Matrix): Float64Array | undefined {
  const { rows: n } = symmetric;
  const diagonal = Float64Array.from({ length: n }, (_, i) => symmetric.get(i, i));
  const most = n * EPSILON * diagonal.reduce((least, value) => Math.min(least, value), Infinity);
  let squares = 0;
  for (let i = 0; i < n && squares <= most ** 2; i++) {
    const row = symmetric.row(i);
    for (let j = 0; j < i; j++) squares += 2 * row[j] ** 2;
  }
  return most > 0 && squares <= most ** 2 ? diagonal : undefined;
}

/** Whether a square matrix has nothing but zeros beside its diagonal. */
export function isDiagonal({ rows, cols, data }: Matrix): boolean {
  if (rows !== cols) return false;
  for (let i = 0; i + 1 < rows; i++)
    for (let at = i * (cols + 1) + 1; at < (i + 1) * (cols + 1); at++) if (data[at] !== 0) return false;
  return true;
}
