import { dotSingle } from './single-cholesky';
import { getSingle, multiplyAddSingle, setSingle, singleAddress, singleRow, sumSingleLanes } from './single-memory';

/** x = (L L^T)^-1 x in float32; L lower triangular n x n, rows `stride` apart. Reads every entry twice, four rows at a time. */
export function solveSingleCholesky(n: i32, l: usize, stride: i32, x: usize): void {
  solveLower(n, l, stride, x);
  solveLowerTransposed(n, l, stride, x);
}

function solveLower(n: i32, l: usize, stride: i32, x: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const row = singleRow(l, i, stride);
    subtractFourProducts(i, row, stride, x);
    for (let p = 0; p < 4; p++) solveEntry(p, singleAddress(singleRow(row, p, stride), i), singleAddress(x, i));
  }
  for (; i < n; i++) solveEntry(i, singleRow(l, i, stride), x);
}

@inline
function solveEntry(i: i32, row: usize, x: usize): void {
  setSingle(x, i, (getSingle(x, i) - dotSingle(i, row, x)) / getSingle(row, i));
}

function solveLowerTransposed(n: i32, l: usize, stride: i32, x: usize): void {
  let i = n;
  for (; i & 3; i--) {
    const row = singleRow(l, i - 1, stride);
    setSingle(x, i - 1, getSingle(x, i - 1) / getSingle(row, i - 1));
    subtractRow(i - 1, row, getSingle(x, i - 1), x);
  }
  for (i -= 4; i >= 0; i -= 4) {
    const row = singleRow(l, i, stride);
    const part = singleAddress(x, i);
    for (let p = 3; p >= 0; p--) {
      const corner = singleAddress(singleRow(row, p, stride), i);
      setSingle(part, p, getSingle(part, p) / getSingle(corner, p));
      subtractRow(p, corner, getSingle(part, p), part);
    }
    subtractFourRows(i, row, stride, x);
  }
}

/** x_0..x_{n-1} -= factor row */
@inline
function subtractRow(n: i32, row: usize, factor: f32, x: usize): void {
  for (let k = 0; k < n; k++) setSingle(x, k, getSingle(x, k) - factor * getSingle(row, k));
}

/** x_i..x_{i+3} less the products of four rows, i entries each, with x. i is a multiple of four. */
function subtractFourProducts(i: i32, row0: usize, stride: i32, x: usize): void {
  const row1 = singleRow(row0, 1, stride);
  const row2 = singleRow(row0, 2, stride);
  const row3 = singleRow(row0, 3, stride);
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const bytes = (<usize>i) << 2;
  for (let k: usize = 0; k < bytes; k += 16) {
    const xs = v128.load(x + k);
    s0 = multiplyAddSingle(v128.load(row0 + k), xs, s0);
    s1 = multiplyAddSingle(v128.load(row1 + k), xs, s1);
    s2 = multiplyAddSingle(v128.load(row2 + k), xs, s2);
    s3 = multiplyAddSingle(v128.load(row3 + k), xs, s3);
  }
  const target = x + bytes;
  store<f32>(target, load<f32>(target) - sumSingleLanes(s0));
  store<f32>(target, load<f32>(target, 4) - sumSingleLanes(s1), 4);
  store<f32>(target, load<f32>(target, 8) - sumSingleLanes(s2), 8);
  store<f32>(target, load<f32>(target, 12) - sumSingleLanes(s3), 12);
}

/** x_0..x_{i-1} less four rows, i entries each, times x_i..x_{i+3}. i is a multiple of four. */
function subtractFourRows(i: i32, row0: usize, stride: i32, x: usize): void {
  const row1 = singleRow(row0, 1, stride);
  const row2 = singleRow(row0, 2, stride);
  const row3 = singleRow(row0, 3, stride);
  const bytes = (<usize>i) << 2;
  const x0 = v128.load32_splat(x + bytes);
  const x1 = v128.load32_splat(x + bytes, 4);
  const x2 = v128.load32_splat(x + bytes, 8);
  const x3 = v128.load32_splat(x + bytes, 12);
  for (let k: usize = 0; k < bytes; k += 16) {
    const left = multiplyAddSingle(v128.load(row1 + k), x1, f32x4.mul(v128.load(row0 + k), x0));
    const right = multiplyAddSingle(v128.load(row3 + k), x3, f32x4.mul(v128.load(row2 + k), x2));
    v128.store(x + k, f32x4.sub(v128.load(x + k), f32x4.add(left, right)));
  }
}
