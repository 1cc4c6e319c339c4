import { address, clear, get, rowAddress, set } from './memory';
import { addScaled, dot, multiplyAdd, sumLanes } from './vector';

/** y = A x; A symmetric n x n by its lower triangle, rows `stride` apart. Reads every entry once, four rows at a time. */
export function symmetricVectorProduct(n: i32, a: usize, stride: i32, x: usize, y: usize): void {
  clear(y, n);
  let i = 0;
  for (; i + 4 <= n; i += 4) addFourRows(i, rowAddress(a, i, stride), stride, x, y);
  for (; i < n; i++) {
    const row = rowAddress(a, i, stride);
    addScaled(i, get(x, i), row, y);
    set(y, i, get(y, i) + dot(i + 1, row, x));
  }
}

/** Rows i..i+3 left of the 4 x 4 block on the diagonal, both as rows and as columns; then that block. i is even. */
@inline
function addFourRows(i: i32, row0: usize, stride: i32, x: usize, y: usize): void {
  const row1 = rowAddress(row0, 1, stride);
  const row2 = rowAddress(row0, 2, stride);
  const row3 = rowAddress(row0, 3, stride);
  const corner = address(x, i);
  const x0 = v128.load64_splat(corner);
  const x1 = v128.load64_splat(corner, 8);
  const x2 = v128.load64_splat(corner, 16);
  const x3 = v128.load64_splat(corner, 24);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const bytes = (<usize>i) << 3;
  for (let k: usize = 0; k < bytes; k += 16) {
    const xs = v128.load(x + k);
    const a0 = v128.load(row0 + k);
    const a1 = v128.load(row1 + k);
    const a2 = v128.load(row2 + k);
    const a3 = v128.load(row3 + k);
    s0 = multiplyAdd(a0, xs, s0);
    s1 = multiplyAdd(a1, xs, s1);
    s2 = multiplyAdd(a2, xs, s2);
    s3 = multiplyAdd(a3, xs, s3);
    const left = multiplyAdd(a1, x1, f64x2.mul(a0, x0));
    const right = multiplyAdd(a3, x3, f64x2.mul(a2, x2));
    v128.store(y + k, f64x2.add(v128.load(y + k), f64x2.add(left, right)));
  }
  const target = address(y, i);
  store<f64>(target, load<f64>(target) + sumLanes(s0));
  store<f64>(target, load<f64>(target, 8) + sumLanes(s1), 8);
  store<f64>(target, load<f64>(target, 16) + sumLanes(s2), 16);
  store<f64>(target, load<f64>(target, 24) + sumLanes(s3), 24);
  for (let p = 0; p < 4; p++) {
    const row = address(rowAddress(row0, p, stride), i);
    set(target, p, get(target, p) + get(row, p) * get(corner, p));
    for (let q = 0; q < p; q++) {
      set(target, p, get(target, p) + get(row, q) * get(corner, q));
      set(target, q, get(target, q) + get(row, q) * get(corner, p));
    }
  }
}
