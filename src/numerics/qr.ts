import { putColumns, takeColumns } from './columns';
import { factorise, formQ } from './householder-qr';
import { Matrix } from './matrix';
import { binaryScale } from './scaling';
import { withKernels } from './wasm';

/** Columns that differ by less than 10^240 in size keep their digits. */
const EXPONENT = 300;

/** Upper triangular (trapezoidal when m < n) R, min(m,n) x n, of a Householder QR of A (m x n). */
export function triangularFactor(a: Matrix): Matrix {
  const { rows: m, cols: n } = a;
  const rank = Math.min(m, n);
  const scale = binaryScale(a.data, EXPONENT);
  return withKernels(
    (kernels, arena) => {
      const columns = putColumns(kernels, arena, [a], n, scale);
      factorise(kernels, arena, { rows: m, columns, taus: arena.zeros(rank) }, n);
      const r = arena.reserve(rank * n);
      kernels.extractTriangle(m, rank, n, columns, r);
      return new Matrix(rank, n, arena.take(r, rank * n)).scale(1 / scale);
    },
    2 * m * n * rank,
  );
}

/** Q (m x n, m >= n) with orthonormal columns and A = Q R where R's diagonal is not negative. */
export function orthonormalFactor(a: Matrix): Matrix {
  const { rows: m, cols: n } = a;
  if (m < n) throw new RangeError(`orthonormalFactor wants at least as many rows as columns, given ${m} x ${n}`);
  const scale = binaryScale(a.data, EXPONENT);
  return withKernels(
    (kernels, arena) => {
      const columns = putColumns(kernels, arena, [a], n, scale);
      const factorisation = { rows: m, columns, taus: arena.zeros(n) };
      factorise(kernels, arena, factorisation, n);
      const signs = Int8Array.from({ length: n }, (_, j) => (arena.view(columns + 8 * j * (m + 1), 1)[0] < 0 ? -1 : 1));
      const q = formQ(kernels, arena, factorisation, signs);
      return takeColumns(kernels, arena, m, n, q, 1);
    },
    4 * m * n * n,
  );
}
