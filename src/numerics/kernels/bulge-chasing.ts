import { address, clear, copy, get, rowAddress, set } from './memory';
import { makeReflector } from './reflector';
import { symmetricVectorProduct } from './symmetric-vector-product';
import { addScaled, dot, multiplyAdd, scale, sumLanes } from './vector';

/** C = Q C with Q of tridiagonaliseBand, width and reflectors as there; C has `columns` columns of n entries, stored by columns. */
export function applyBulgeReflectors(n: i32, width: i32, reflectors: usize, columns: i32, c: usize): void {
  for (let i = 2; i < n; i++) {
    const row = reflectorRow(i, n, reflectors);
    for (let column = 0; column < columns; column++) applyRow(i, width, row, rowAddress(c, column, n));
  }
}

/** Row i of a lower triangle without its diagonal, in the part of an n x n matrix above the diagonal. */
@inline
export function reflectorRow(i: i32, n: i32, matrix: usize): usize {
  return address(rowAddress(matrix, n - 1 - i, n), n - i);
}

function applyRow(i: i32, width: i32, row: usize, x: usize): void {
  for (let end = i; end > 0; end -= width) {
    const start = max(0, end - width);
    const count = end - 1 - start;
    const v = address(row, start);
    const part = address(x, start);
    const factor = get(v, count) * (get(part, count) + dot(count, v, part));
    addScaled(count, -factor, v, part);
    set(part, count, get(part, count) - factor);
  }
}

/** Windows of row i: each turns a diagonal block and hands the bulge to the next one, until the first column. */
@inline
export function windowsOf(i: i32, width: i32): i32 {
  return (i + width - 1) / width;
}

/**
 * Window k of row i, of which windowsOf(i, width) put it into tridiagonal form with the band below it as narrow as before: entries of rows
 * i - (k + 1) width and below are read and written, row i the lowest. state: what one window leaves to the next, 2 width + 2 entries of
 * the row's own; work: 2 width entries.
 */
export function chaseWindow(
  i: i32, k: i32, width: i32, origin: usize, stride: i32, saved: usize, state: usize, work: usize,
): void {
  const end = i - k * width;
  const start = max(0, end - width);
  const v = reflectorOf(k, width, state);
  const product = address(work, width);
  if (k == 0) set(state, 0, takeReflector(end - start, address(rowAddress(origin, i, stride), start), v, address(saved, start)));
  const tau = get(state, k & 1);
  turnDiagonalBlock(end - start, address(rowAddress(origin, start, stride), start), stride, v, tau, product);
  if (start == 0) return;
  const y = work;
  const next = reflectorOf(k + 1, width, state);
  const before = max(0, start - width);
  const block = address(rowAddress(origin, start, stride), before);
  const rows = end - start;
  const columns = start - before;
  combineRows(rows, columns, block, stride, v, y);
  const last = rowAddress(block, rows - 1, stride);
  addScaled(columns, -tau, y, last);
  const nextTau = takeReflector(columns, last, next, address(saved, before));
  set(state, (k + 1) & 1, nextTau);
  turnBothSides(rows - 1, columns, block, stride, v, tau, y, next, nextTau, product);
}

/** Of window k; those of two windows in turn are kept. */
@inline
function reflectorOf(k: i32, width: i32, state: usize): usize {
  return address(state, 2 + (k & 1) * width);
}

/** The reflector that leaves only the last of n entries: v, its tau, and both in one. */
function takeReflector(n: i32, row: usize, v: usize, saved: usize): f64 {
  const tau = makeReflector(n - 1, address(row, n - 1), row);
  copy(v, row, n - 1);
  copy(saved, row, n - 1);
  clear(row, n - 1);
  set(v, n - 1, 1);
  set(saved, n - 1, tau);
  return tau;
}

/** D = H D H on a lower triangle, H = I - tau v v^T. */
function turnDiagonalBlock(n: i32, d: usize, stride: i32, v: usize, tau: f64, w: usize): void {
  symmetricVectorProduct(n, d, stride, v, w);
  scale(n, tau, w);
  addScaled(n, -0.5 * tau * dot(n, w, v), v, w);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const row = rowAddress(d, i, stride);
    subtractOuterProducts(i + 4, row, stride, address(v, i), w, address(w, i), v);
  }
  for (; i < n; i++) {
    const row = rowAddress(d, i, stride);
    addScaled(i + 1, -get(v, i), w, row);
    addScaled(i + 1, -get(w, i), v, row);
  }
}

/** y = sum of v_r times row r. */
function combineRows(rows: i32, columns: i32, block: usize, stride: i32, v: usize, y: usize): void {
  clear(y, columns);
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    const row0 = rowAddress(block, r, stride);
    const row1 = rowAddress(row0, 1, stride);
    const row2 = rowAddress(row0, 2, stride);
    const row3 = rowAddress(row0, 3, stride);
    const v0 = v128.load64_splat(address(v, r));
    const v1 = v128.load64_splat(address(v, r), 8);
    const v2 = v128.load64_splat(address(v, r), 16);
    const v3 = v128.load64_splat(address(v, r), 24);
    let k = 0;
    for (; k + 2 <= columns; k += 2) {
      const at = (<usize>k) << 3;
      const left = multiplyAdd(v128.load(row1 + at), v1, f64x2.mul(v128.load(row0 + at), v0));
      const right = multiplyAdd(v128.load(row3 + at), v3, f64x2.mul(v128.load(row2 + at), v2));
      v128.store(y + at, f64x2.add(v128.load(y + at), f64x2.add(left, right)));
    }
    for (; k < columns; k++)
      for (let q = 0; q < 4; q++) set(y, k, get(y, k) + get(v, r + q) * get(rowAddress(row0, q, stride), k));
  }
  for (; r < rows; r++) addScaled(columns, get(v, r), rowAddress(block, r, stride), y);
}

/** E = (I - tau v v^T) E (I - nextTau next next^T), row by row; y = v^T E of the rows before, the last one, for which v is 1, included. factors: 4 entries. */
function turnBothSides(
  rows: i32, columns: i32, block: usize, stride: i32, v: usize, tau: f64, y: usize, next: usize, nextTau: f64, factors: usize,
): void {
  // y times -tau stands for the left side from here on.
  const along = tau * dot(columns, y, next);
  scale(columns, tau, y);
  let r = 0;
  for (; r + 4 <= rows; r += 4)
    turnFourRows(columns, rowAddress(block, r, stride), stride, address(v, r), y, next, nextTau, along, factors);
  for (; r < rows; r++) {
    const row = rowAddress(block, r, stride);
    const factor = nextTau * (dot(columns, row, next) - get(v, r) * along);
    addScaled(columns, -get(v, r), y, row);
    addScaled(columns, -factor, next, row);
  }
}

function turnFourRows(
  columns: i32, row0: usize, stride: i32, v: usize, y: usize, next: usize, nextTau: f64, along: f64, factors: usize,
): void {
  const row1 = rowAddress(row0, 1, stride);
  const row2 = rowAddress(row0, 2, stride);
  const row3 = rowAddress(row0, 3, stride);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let k = 0;
  for (; k + 2 <= columns; k += 2) {
    const at = (<usize>k) << 3;
    const x = v128.load(next + at);
    s0 = multiplyAdd(v128.load(row0 + at), x, s0);
    s1 = multiplyAdd(v128.load(row1 + at), x, s1);
    s2 = multiplyAdd(v128.load(row2 + at), x, s2);
    s3 = multiplyAdd(v128.load(row3 + at), x, s3);
  }
  let c0 = sumLanes(s0), c1 = sumLanes(s1), c2 = sumLanes(s2), c3 = sumLanes(s3);
  for (; k < columns; k++) {
    c0 += get(row0, k) * get(next, k);
    c1 += get(row1, k) * get(next, k);
    c2 += get(row2, k) * get(next, k);
    c3 += get(row3, k) * get(next, k);
  }
  set(factors, 0, nextTau * (c0 - get(v, 0) * along));
  set(factors, 1, nextTau * (c1 - get(v, 1) * along));
  set(factors, 2, nextTau * (c2 - get(v, 2) * along));
  set(factors, 3, nextTau * (c3 - get(v, 3) * along));
  subtractOuterProducts(columns, row0, stride, v, y, factors, next);
}

/** Four rows: row q -= x_q y + z_q u. */
function subtractOuterProducts(columns: i32, row0: usize, stride: i32, x: usize, y: usize, z: usize, u: usize): void {
  const row1 = rowAddress(row0, 1, stride);
  const row2 = rowAddress(row0, 2, stride);
  const row3 = rowAddress(row0, 3, stride);
  const x0 = f64x2.splat(-get(x, 0)), z0 = f64x2.splat(-get(z, 0));
  const x1 = f64x2.splat(-get(x, 1)), z1 = f64x2.splat(-get(z, 1));
  const x2 = f64x2.splat(-get(x, 2)), z2 = f64x2.splat(-get(z, 2));
  const x3 = f64x2.splat(-get(x, 3)), z3 = f64x2.splat(-get(z, 3));
  let k = 0;
  for (; k + 2 <= columns; k += 2) {
    const at = (<usize>k) << 3;
    const ys = v128.load(y + at);
    const us = v128.load(u + at);
    v128.store(row0 + at, multiplyAdd(z0, us, multiplyAdd(x0, ys, v128.load(row0 + at))));
    v128.store(row1 + at, multiplyAdd(z1, us, multiplyAdd(x1, ys, v128.load(row1 + at))));
    v128.store(row2 + at, multiplyAdd(z2, us, multiplyAdd(x2, ys, v128.load(row2 + at))));
    v128.store(row3 + at, multiplyAdd(z3, us, multiplyAdd(x3, ys, v128.load(row3 + at))));
  }
  for (; k < columns; k++)
    for (let q = 0; q < 4; q++) {
      const row = rowAddress(row0, q, stride);
      set(row, k, get(row, k) - get(x, q) * get(y, k) - get(z, q) * get(u, k));
    }
}
