import { Matrix } from './matrix';
import { isDiagonal } from './near-diagonal';
import { scale } from './vectors';
import { withKernels } from './wasm';

/** A B. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.cols, b.rows, a, b);
  return product(a.rows, b.cols, a.cols, { of: a, row: a.cols, column: 1 }, { of: b, row: b.cols, column: 1 });
}

/** A B, in less time the more columns of A are zero in several rows one after another. */
export function multiplySparse(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.cols, b.rows, a, b);
  const [m, n, k] = [a.rows, b.cols, a.cols];
  return withKernels(
    (kernels, arena) => {
      const [left, right] = [arena.put(a.data), arena.put(b.data)];
      const result = arena.zeros(m * n);
      kernels.multiplySparse(m, n, k, left, k, right, n, result, n);
      return new Matrix(m, n, arena.take(result, m * n));
    },
    2 * m * n * k,
  );
}

/** A B^T. */
export function multiplyTransposed(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.cols, b.cols, a, b);
  if (isDiagonal(a)) return scaledColumns(b, a);
  return product(a.rows, b.rows, a.cols, { of: a, row: a.cols, column: 1 }, { of: b, row: 1, column: b.cols });
}

/** A^T B. */
export function transposeMultiply(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.rows, b.rows, a, b);
  return product(a.cols, b.cols, a.rows, { of: a, row: 1, column: a.cols }, { of: b, row: b.cols, column: 1 });
}

/** A A^T, exactly symmetric. */
export function gram(a: Matrix): Matrix {
  const { rows: n, cols: k } = a;
  return withKernels(
    (kernels, arena) => {
      const operand = arena.put(a.data);
      const result = arena.zeros(n * n);
      kernels.gemm(n, n, k, 1, operand, k, 1, operand, 1, k, result, n, true);
      kernels.mirrorLower(n, result);
      return new Matrix(n, n, arena.take(result, n * n));
    },
    n * n * k,
  );
}

/** Columns that are in the kernels' memory at once: a multiple of what one pass of a product takes, so that the bits stay the same. */
const COLUMNS_AT_ONCE = 1024;

/** A A^T, added to the lower triangle of `total`. */
export function addGram({ rows: n, cols, data }: Matrix, total: Matrix): void {
  withKernels(
    (kernels, arena) => {
      const operand = arena.reserve(n * Math.min(cols, COLUMNS_AT_ONCE));
      const result = arena.zeros(n * n);
      for (let first = 0; first < cols; first += COLUMNS_AT_ONCE) {
        const k = Math.min(COLUMNS_AT_ONCE, cols - first);
        const columns = arena.view(operand, n * k);
        for (let i = 0; i < n; i++) columns.set(data.subarray(i * cols + first, i * cols + first + k), i * k);
        kernels.gemm(n, n, k, 1, operand, k, 1, operand, 1, k, result, n, true);
      }
      const sums = arena.view(result, n * n);
      for (let i = 0; i < n; i++) for (let at = i * n; at <= i * (n + 1); at++) total.data[at] += sums[at];
    },
    n * n * cols,
  );
}

/** A^T A, exactly symmetric. */
export function columnGram(a: Matrix): Matrix {
  const { rows: k, cols: n } = a;
  return withKernels(
    (kernels, arena) => {
      const operand = arena.put(a.data);
      const result = arena.zeros(n * n);
      kernels.gemm(n, n, k, 1, operand, 1, n, operand, n, 1, result, n, true);
      kernels.mirrorLower(n, result);
      return new Matrix(n, n, arena.take(result, n * n));
    },
    n * n * k,
  );
}

/** D A^T for a diagonal D. */
function scaledColumns(a: Matrix, diagonal: Matrix): Matrix {
  const result = a.transpose();
  for (let i = 0; i < result.rows; i++) scale(result.row(i), diagonal.get(i, i));
  return result;
}

/** A matrix read with these strides. */
interface Operand {
  readonly of: Matrix;
  readonly row: number;
  readonly column: number;
}

function product(m: number, n: number, k: number, a: Operand, b: Operand): Matrix {
  return withKernels(
    (kernels, arena) => {
      const left = arena.put(a.of.data);
      const right = arena.put(b.of.data);
      const result = arena.zeros(m * n);
      kernels.gemm(m, n, k, 1, left, a.row, a.column, right, b.row, b.column, result, n, false);
      return new Matrix(m, n, arena.take(result, m * n));
    },
    2 * m * n * k,
  );
}

function requireEqual(inner: number, other: number, a: Matrix, b: Matrix): void {
  if (inner !== other)
    throw new RangeError(`inner sizes differ: ${a.rows} x ${a.cols} and ${b.rows} x ${b.cols} cannot be multiplied`);
}
