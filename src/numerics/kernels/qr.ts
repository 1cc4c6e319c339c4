import { address, clear, get, rowAddress, set } from './memory';
import {
  BLOCK, accumulateReflectors, applyBlockReflector, applyReflector, makeReflector, unpackReflectors,
} from './reflector';
import { dot, swap } from './vector';

// Matrices here are stored by columns: column j of A (m x n) is the m entries from a + j m.

/** Entries of scratch memory that the blocked routines below need. */
export function qrWorkSize(m: i32, columns: i32): i32 {
  return BLOCK * (m + BLOCK + 2 * columns);
}

/** A = Q R: R in place on and above the diagonal, the reflectors below, min(m,n) factors to `taus`. */
export function qrFactor(m: i32, n: i32, a: usize, taus: usize, work: usize): void {
  const rank = min(m, n);
  for (let first = 0; first < rank; first += BLOCK) {
    const count = min(BLOCK, rank - first);
    factorPanel(m, first, count, a, taus);
    if (first + count < n) applyPanel(m, first, count, a, taus, true, n - first - count, address(rowAddress(a, first + count, m), first), work);
  }
}

/** C = Q C with Q of qrFactor or qrFactorPivoted; C is m x columns, stored by columns. */
export function applyQ(m: i32, rank: i32, a: usize, taus: usize, columns: i32, c: usize, work: usize): void {
  for (let first = ((rank - 1) / BLOCK) * BLOCK; first >= 0; first -= BLOCK)
    applyPanel(m, first, min(BLOCK, rank - first), a, taus, false, columns, address(c, first), work);
}

/**
 * A P = Q R with column pivoting (Businger and Golub); layout as qrFactor. `order` (n 32-bit integers) receives which column of A
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

function factorPanel(m: i32, first: i32, count: i32, a: usize, taus: usize): void {
  for (let k = first; k < first + count; k++) {
    const head = address(rowAddress(a, k, m), k);
    const v = address(head, 1);
    const tau = makeReflector(m - k - 1, head, v);
    set(taus, k, tau);
    for (let j = k + 1; j < first + count; j++) applyReflector(m - k - 1, tau, v, address(rowAddress(a, j, m), k));
  }
}

/** Applies the reflectors of one panel to columns that start at row `first` of C. */
function applyPanel(
  m: i32, first: i32, count: i32, a: usize, taus: usize, transposed: bool, columns: i32, c: usize, work: usize,
): void {
  const length = m - first;
  const v = work;
  const t = address(v, count * length);
  unpackReflectors(count, length, address(rowAddress(a, first, m), first), m, v);
  accumulateReflectors(count, length, v, address(taus, first), t);
  applyBlockReflector(count, length, v, t, transposed, columns, c, m, address(t, count * count));
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
