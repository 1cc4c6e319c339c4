import { gemm } from './gemm';
import { address, get, rowAddress, set } from './memory';
import { dot, multiplyAdd, sumLanes } from './vector';

/** Sizes up to this are factored row by row, larger ones by halves, so that nearly all work is products of matrices. */
const SMALL: i32 = 32;

/** The lower factor in place of A's lower triangle, rows `stride` apart; false when A is not positive definite. */
export function cholesky(n: i32, a: usize, stride: i32): bool {
  if (n <= SMALL) return factorRows(n, a, stride);
  const half = halfOf(n);
  const below = rowAddress(a, half, stride);
  const corner = address(below, half);
  if (!cholesky(half, a, stride)) return false;
  solveRows(n - half, half, a, stride, below, stride);
  gemm(n - half, n - half, half, -1, below, stride, 1, below, 1, stride, corner, stride, true);
  return cholesky(n - half, corner, stride);
}

/**
 * X with X L^T = B in place of B (rows x n); L lower triangular. Rows are `lStride` and `bStride` apart; no row depends on another, and a
 * call may be split after any multiple of four rows without changing a bit.
 */
export function solveRows(rows: i32, n: i32, l: usize, lStride: i32, b: usize, bStride: i32): void {
  if (n > SMALL) {
    const half = halfOf(n);
    const below = rowAddress(l, half, lStride);
    const right = address(b, half);
    solveRows(rows, half, l, lStride, b, bStride);
    gemm(rows, n - half, half, -1, b, bStride, 1, below, 1, lStride, right, bStride, false);
    solveRows(rows, n - half, address(below, half), lStride, right, bStride);
    return;
  }
  let i = 0;
  for (; i + 4 <= rows; i += 4) solveFourRows(n, l, lStride, rowAddress(b, i, bStride), bStride);
  for (; i < rows; i++) solveRow(n, l, lStride, rowAddress(b, i, bStride));
}

/** A multiple of SMALL: all pieces but the last are whole. */
@inline
function halfOf(n: i32): i32 {
  return ((n + SMALL) / (2 * SMALL)) * SMALL;
}

function factorRows(n: i32, a: usize, stride: i32): bool {
  for (let i = 0; i < n; i++) {
    const row = rowAddress(a, i, stride);
    solveRow(i, a, stride, row);
    const square = get(row, i) - dot(i, row, row);
    if (!(square > 0)) return false;
    set(row, i, Math.sqrt(square));
  }
  return true;
}

function solveRow(n: i32, l: usize, stride: i32, x: usize): void {
  for (let j = 0; j < n; j++) {
    const row = rowAddress(l, j, stride);
    set(x, j, (get(x, j) - dot(j, x, row)) / get(row, j));
  }
}

/** As solveRow; four sums at a time keep the processor busy. */
function solveFourRows(n: i32, l: usize, lStride: i32, x0: usize, stride: i32): void {
  const x1 = rowAddress(x0, 1, stride);
  const x2 = rowAddress(x0, 2, stride);
  const x3 = rowAddress(x0, 3, stride);
  for (let j = 0; j < n; j++) {
    const row = rowAddress(l, j, lStride);
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    const bytes = (<usize>j) << 3;
    let k: usize = 0;
    for (; k + 16 <= bytes; k += 16) {
      const ls = v128.load(row + k);
      s0 = multiplyAdd(v128.load(x0 + k), ls, s0);
      s1 = multiplyAdd(v128.load(x1 + k), ls, s1);
      s2 = multiplyAdd(v128.load(x2 + k), ls, s2);
      s3 = multiplyAdd(v128.load(x3 + k), ls, s3);
    }
    const last = k < bytes ? load<f64>(row + k) : 0;
    const pivot = load<f64>(row + bytes);
    finish(x0, k, bytes, s0, last, pivot);
    finish(x1, k, bytes, s1, last, pivot);
    finish(x2, k, bytes, s2, last, pivot);
    finish(x3, k, bytes, s3, last, pivot);
  }
}

@inline
function finish(x: usize, k: usize, j: usize, sum: v128, last: f64, pivot: f64): void {
  const total = sumLanes(sum) + (k < j ? load<f64>(x + k) * last : 0);
  store<f64>(x + j, (load<f64>(x + j) - total) / pivot);
}
