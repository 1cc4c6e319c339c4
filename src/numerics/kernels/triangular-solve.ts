import { gemm } from './gemm';
import { get, rowAddress, set } from './memory';
import { addScaled } from './vector';

const BLOCK: i32 = 32;

/**
 * X with T X = B in place of B (n x columns, row-major); T triangular with any strides. Only the named triangle of T is read.
 */
export function solveTriangular(
  n: i32, columns: i32, t: usize, tRow: i32, tColumn: i32, upper: bool, b: usize,
): void {
  for (let done = 0; done < n; done += BLOCK) {
    const size = min(BLOCK, n - done);
    const first = upper ? n - done - size : done;
    const solved = upper ? first + size : 0;
    const coefficients = rowAddress(rowAddress(t, first, tRow), solved, tColumn);
    gemm(
      size, columns, done, -1, coefficients, tRow, tColumn,
      rowAddress(b, solved, columns), columns, 1, rowAddress(b, first, columns), columns, false,
    );
    const corner = rowAddress(rowAddress(t, first, tRow), first, tColumn);
    solveBlock(size, columns, corner, tRow, tColumn, upper, rowAddress(b, first, columns));
  }
}

function solveBlock(n: i32, columns: i32, t: usize, tRow: i32, tColumn: i32, upper: bool, b: usize): void {
  for (let step = 0; step < n; step++) {
    const i = upper ? n - 1 - step : step;
    const row = rowAddress(b, i, columns);
    const coefficients = rowAddress(t, i, tRow);
    const from = upper ? i + 1 : 0;
    const to = upper ? n : i;
    for (let k = from; k < to; k++)
      addScaled(columns, -load<f64>(rowAddress(coefficients, k, tColumn)), rowAddress(b, k, columns), row);
    const pivot = load<f64>(rowAddress(coefficients, i, tColumn));
    for (let j = 0; j < columns; j++) set(row, j, get(row, j) / pivot);
  }
}
