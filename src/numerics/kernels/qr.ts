import { address, clear, get, rowAddress, set } from './memory';
import { BLOCK, accumulateReflectors, applyReflector, makeReflector, unpackReflectors } from './reflector';
import { dot, swap } from './vector';

// Matrices here are stored by columns: column j of A (m x n) is the m entries from a + j m.

/** Columns that are factored together. */
export function columnsAtOnce(): i32 {
  return BLOCK;
}

/**
 * QR of the `count` columns from `a` on, `length` entries each, `stride` apart: R in place on and above the diagonal, the reflectors below,
 * their factors to `taus`.
 */
export function qrPanel(length: i32, stride: i32, count: i32, a: usize, taus: usize): void {
  for (let k = 0; k < count; k++) {
    const head = address(rowAddress(a, k, stride), k);
    const v = address(head, 1);
    const tau = makeReflector(length - k - 1, head, v);
    set(taus, k, tau);
    for (let j = k + 1; j < count; j++) applyReflector(length - k - 1, tau, v, address(rowAddress(a, j, stride), k));
  }
}

/** The reflectors that qrPanel left: V (count x length) and t (count x count) with H_1 ... H_count = I - V^T t V. */
export function gatherPanel(length: i32, stride: i32, count: i32, a: usize, taus: usize, v: usize, t: usize): void {
  unpackReflectors(count, length, a, stride, v);
  accumulateReflectors(count, length, v, taus, t);
}

/**
 * A P = Q R with column pivoting (Businger and Golub); R and reflectors as qrPanel leaves them. `order` (n 32-bit integers) receives which column of A
 * each column is. Norms are computed afresh at every step, never downdated. norms: n entries.
 */
export function qrFactorPivoted(m: i32, n: i32, a: usize, taus: usize, order: usize, norms: usize): void {
  for (let j = 0; j < n; j++) {
    store<i32>(order + ((<usize>j) << 2), j);
    const column = rowAddress(a, j, m);
    set(norms, j, dot(m, column, column));
  }
  for (let k = 0; k < min(m, n); k++) {
    exchangeColumns(m, a, order, norms, k, largest(norms, k, n));
    const rest = m - k - 1;
    const head = address(rowAddress(a, k, m), k);
    const tau = makeReflector(rest, head, address(head, 1));
    set(taus, k, tau);
    for (let j = k + 1; j < n; j++) {
      const column = address(rowAddress(a, j, m), k);
      applyReflector(rest, tau, address(head, 1), column);
      set(norms, j, dot(rest, address(column, 1), address(column, 1)));
    }
  }
}

/** r (rank x n, row-major): the triangle that a factorisation left in A, zeros below. */
export function extractTriangle(m: i32, rank: i32, n: i32, a: usize, r: usize): void {
  for (let i = 0; i < rank; i++) {
    const row = rowAddress(r, i, n);
    clear(row, min(i, n));
    for (let j = i; j < n; j++) set(row, j, get(rowAddress(a, j, m), i));
  }
}

function largest(norms: usize, from: i32, to: i32): i32 {
  let best = from;
  for (let j = from + 1; j < to; j++) if (get(norms, j) > get(norms, best)) best = j;
  return best;
}

function exchangeColumns(m: i32, a: usize, order: usize, norms: usize, i: i32, j: i32): void {
  if (i == j) return;
  swap(m, rowAddress(a, i, m), rowAddress(a, j, m));
  swap(1, address(norms, i), address(norms, j));
  const first = order + ((<usize>i) << 2);
  const second = order + ((<usize>j) << 2);
  const kept = load<i32>(first);
  store<i32>(first, load<i32>(second));
  store<i32>(second, kept);
}
