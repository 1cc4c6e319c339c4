import { gemm } from './gemm';
import { address, get, rowAddress, set } from './memory';
import { dot } from './vector';

const BLOCK: i32 = 32;

/** The lower factor in place of A's lower triangle; false when A is not positive definite. */
export function cholesky(n: i32, a: usize): bool {
  for (let first = 0; first < n; first += BLOCK) {
    const end = min(first + BLOCK, n);
    if (!factorColumns(n, a, first, end)) return false;
    const below = address(rowAddress(a, end, n), first);
    const rest = n - end;
    gemm(rest, rest, end - first, -1, below, n, 1, below, 1, n, address(rowAddress(a, end, n), end), n, true);
  }
  return true;
}

/** Columns first..end-1 of the factor, earlier ones having been subtracted. */
function factorColumns(n: i32, a: usize, first: i32, end: i32): bool {
  for (let i = first; i < n; i++) {
    const row = rowAddress(a, i, n);
    for (let j = first; j < min(i, end); j++) {
      const other = rowAddress(a, j, n);
      set(row, j, (get(row, j) - dot(j - first, address(row, first), address(other, first))) / get(other, j));
    }
    if (i >= end) continue;
    const square = get(row, i) - dot(i - first, address(row, first), address(row, first));
    if (!(square > 0)) return false;
    set(row, i, Math.sqrt(square));
  }
  return true;
}
