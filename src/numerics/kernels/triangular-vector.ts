import { address, copy, get, rowAddress, set } from './memory';
import { addScaled, dot, multiplyAdd, sumLanes } from './vector';

/** x = (L L^T)^-1 b; L lower triangular n x n, rows `stride` apart. */
export function solveCholesky(n: i32, l: usize, stride: i32, b: usize, x: usize): void {
  copy(x, b, n);
  solveLowerVector(n, l, stride, x);
  solveLowerTransposedVector(n, l, stride, x);
}

/** x = L^-1 x; L lower triangular n x n, rows `stride` apart. Reads every entry once, four rows at a time. */
function solveLowerVector(n: i32, l: usize, stride: i32, x: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    subtractFourProducts(i, rowAddress(l, i, stride), stride, x);
    solveCorner(4, address(rowAddress(l, i, stride), i), stride, address(x, i));
  }
  for (; i < n; i++) {
    const row = rowAddress(l, i, stride);
    set(x, i, (get(x, i) - dot(i, row, x)) / get(row, i));
  }
}

/** x = L^-T x; as solveLowerVector. */
function solveLowerTransposedVector(n: i32, l: usize, stride: i32, x: usize): void {
  let i = n;
  for (; i & 3; i--) {
    const row = rowAddress(l, i - 1, stride);
    set(x, i - 1, get(x, i - 1) / get(row, i - 1));
    addScaled(i - 1, -get(x, i - 1), row, x);
  }
  for (i -= 4; i >= 0; i -= 4) {
    const row = rowAddress(l, i, stride);
    for (let p = 3; p >= 0; p--) {
      const corner = address(rowAddress(row, p, stride), i);
      set(x, i + p, get(x, i + p) / get(corner, p));
      addScaled(p, -get(x, i + p), corner, address(x, i));
    }
    subtractFourRows(i, row, stride, x);
  }
}

@inline
function solveCorner(n: i32, l: usize, stride: i32, x: usize): void {
  for (let p = 0; p < n; p++) {
    const row = rowAddress(l, p, stride);
    set(x, p, (get(x, p) - dot(p, row, x)) / get(row, p));
  }
}

/** x_i..x_{i+3} less the products of four rows, i entries each, with x. i is even. */
@inline
function subtractFourProducts(i: i32, row0: usize, stride: i32, x: usize): void {
  const row1 = rowAddress(row0, 1, stride);
  const row2 = rowAddress(row0, 2, stride);
  const row3 = rowAddress(row0, 3, stride);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const bytes = (<usize>i) << 3;
  for (let k: usize = 0; k < bytes; k += 16) {
    const xs = v128.load(x + k);
    s0 = multiplyAdd(v128.load(row0 + k), xs, s0);
    s1 = multiplyAdd(v128.load(row1 + k), xs, s1);
    s2 = multiplyAdd(v128.load(row2 + k), xs, s2);
    s3 = multiplyAdd(v128.load(row3 + k), xs, s3);
  }
  const target = x + bytes;
  store<f64>(target, load<f64>(target) - sumLanes(s0));
  store<f64>(target, load<f64>(target, 8) - sumLanes(s1), 8);
  store<f64>(target, load<f64>(target, 16) - sumLanes(s2), 16);
  store<f64>(target, load<f64>(target, 24) - sumLanes(s3), 24);
}

/** x_0..x_{i-1} less four rows, i entries each, times x_i..x_{i+3}. i is even. */
@inline
function subtractFourRows(i: i32, row0: usize, stride: i32, x: usize): void {
  const row1 = rowAddress(row0, 1, stride);
  const row2 = rowAddress(row0, 2, stride);
  const row3 = rowAddress(row0, 3, stride);
  const bytes = (<usize>i) << 3;
  const x0 = v128.load64_splat(x + bytes);
  const x1 = v128.load64_splat(x + bytes, 8);
  const x2 = v128.load64_splat(x + bytes, 16);
  const x3 = v128.load64_splat(x + bytes, 24);
  for (let k: usize = 0; k < bytes; k += 16) {
    const left = multiplyAdd(v128.load(row1 + k), x1, f64x2.mul(v128.load(row0 + k), x0));
    const right = multiplyAdd(v128.load(row3 + k), x3, f64x2.mul(v128.load(row2 + k), x2));
    v128.store(x + k, f64x2.sub(v128.load(x + k), f64x2.add(left, right)));
  }
}
