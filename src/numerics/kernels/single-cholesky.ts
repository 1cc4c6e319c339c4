import { subtractSingleProducts } from './single-gemm';
import { getSingle, multiplyAddSingle, setSingle, singleAddress, singleRow, sumSingleLanes } from './single-memory';

// As cholesky.ts, in float32.
const SMALL: i32 = 32;

/** The lower factor in place of A's lower triangle, float32, rows `stride` apart; false when A is not positive definite. */
export function singleCholesky(n: i32, a: usize, stride: i32): bool {
  if (n <= SMALL) return factorRows(n, a, stride);
  const half = halfOf(n);
  const below = singleRow(a, half, stride);
  const corner = singleAddress(below, half);
  if (!singleCholesky(half, a, stride)) return false;
  solveSingleRows(n - half, half, a, stride, below, stride);
  subtractSingleProducts(n - half, n - half, half, below, stride, below, stride, corner, stride, true);
  return singleCholesky(n - half, corner, stride);
}

/** X with X L^T = B in place of B (rows x n), float32; as solveRows. */
export function solveSingleRows(rows: i32, n: i32, l: usize, lStride: i32, b: usize, bStride: i32): void {
  if (n > SMALL) {
    const half = halfOf(n);
    const below = singleRow(l, half, lStride);
    const right = singleAddress(b, half);
    solveSingleRows(rows, half, l, lStride, b, bStride);
    subtractSingleProducts(rows, n - half, half, b, bStride, below, lStride, right, bStride, false);
    solveSingleRows(rows, n - half, singleAddress(below, half), lStride, right, bStride);
    return;
  }
  let i = 0;
  for (; i + 4 <= rows; i += 4) solveFourRows(n, l, lStride, singleRow(b, i, bStride), bStride);
  for (; i < rows; i++) solveRow(n, l, lStride, singleRow(b, i, bStride));
}

/** A multiple of SMALL: all pieces but the last are whole. */
@inline
function halfOf(n: i32): i32 {
  return ((n + SMALL) / (2 * SMALL)) * SMALL;
}

function factorRows(n: i32, a: usize, stride: i32): bool {
  for (let i = 0; i < n; i++) {
    const row = singleRow(a, i, stride);
    solveRow(i, a, stride, row);
    const square = getSingle(row, i) - dotSingle(i, row, row);
    if (!(square > 0)) return false;
    setSingle(row, i, sqrt<f32>(square));
  }
  return true;
}

function solveRow(n: i32, l: usize, stride: i32, x: usize): void {
  for (let j = 0; j < n; j++) {
    const row = singleRow(l, j, stride);
    setSingle(x, j, (getSingle(x, j) - dotSingle(j, x, row)) / getSingle(row, j));
  }
}

/** x . y */
export function dotSingle(n: i32, x: usize, y: usize): f32 {
  let s = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) s = multiplyAddSingle(v128.load(singleAddress(x, i)), v128.load(singleAddress(y, i)), s);
  let sum = sumSingleLanes(s);
  for (; i < n; i++) sum += getSingle(x, i) * getSingle(y, i);
  return sum;
}

/** As solveRow; four sums at a time keep the processor busy. */
function solveFourRows(n: i32, l: usize, lStride: i32, x0: usize, stride: i32): void {
  const x1 = singleRow(x0, 1, stride);
  const x2 = singleRow(x0, 2, stride);
  const x3 = singleRow(x0, 3, stride);
  for (let j = 0; j < n; j++) {
    const row = singleRow(l, j, lStride);
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    const whole = (<usize>(j & ~3)) << 2;
    for (let k: usize = 0; k < whole; k += 16) {
      const ls = v128.load(row + k);
      s0 = multiplyAddSingle(v128.load(x0 + k), ls, s0);
      s1 = multiplyAddSingle(v128.load(x1 + k), ls, s1);
      s2 = multiplyAddSingle(v128.load(x2 + k), ls, s2);
      s3 = multiplyAddSingle(v128.load(x3 + k), ls, s3);
    }
    finish(x0, j, s0, row);
    finish(x1, j, s1, row);
    finish(x2, j, s2, row);
    finish(x3, j, s3, row);
  }
}

@inline
function finish(x: usize, j: i32, sum: v128, row: usize): void {
  let total = sumSingleLanes(sum);
  for (let k = j & ~3; k < j; k++) total += getSingle(x, k) * getSingle(row, k);
  setSingle(x, j, (getSingle(x, j) - total) / getSingle(row, j));
}
