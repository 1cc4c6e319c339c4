import { gemm } from './gemm';
import { address, clear, copy, get, rowAddress, set } from './memory';
import { accumulateReflectors, makeReflector } from './reflector';
import { addScaled, dot } from './vector';

// A symmetric band matrix is stored by rows of its lower triangle with room for what bulge chasing adds: entry (i, j), i - j < 2 width,
// is entry i bandStride + j from bandOrigin on. A row may overrun its diagonal by three entries.

/** Rows of a product that are summed together: two blocks of gemm. */
const ROWS: i32 = 192;

/** Entries of a symmetric band matrix of n rows. */
export function bandSize(n: i32, width: i32): i32 {
  return (n + 1) * (bandStride(width) + 1);
}

@inline
export function bandStride(width: i32): i32 {
  return 2 * width + 2;
}

@inline
export function bandOrigin(band: usize, width: i32): usize {
  return address(band, bandStride(width));
}

/**
 * Rows active-1 down to active-width of a symmetric matrix (n x n, row-major, lower triangle), reduced to `width` entries left of the
 * diagonal by reflectors of the leading m = active - width rows and columns, to which the caller applies them: I - V^T t V, with
 * min(width, m) rows of V, m entries each, and t as accumulateReflectors leaves it. Row i keeps its reflector, i - width + 1 entries, the
 * last of them 1; taus[i] belongs to it. The reduced rows go to the band. work: `width` entries.
 */
export function bandPanel(
  active: i32, width: i32, n: i32, a: usize, taus: usize, band: usize, v: usize, t: usize, work: usize,
): void {
  const m = active - width;
  const count = min(width, m);
  for (let q = 0; q < width; q++) {
    const i = active - 1 - q;
    const row = rowAddress(a, i, n);
    for (let k = 0; k < min(q, count); k++) {
      const reflector = rowAddress(v, k, m);
      addScaled(m - k, -get(work, k) * dot(m - k, reflector, row), reflector, row);
    }
    if (q >= count) {
      copyToBand(i, width, row, band);
      continue;
    }
    const head = i - width;
    const tau = makeReflector(head, address(row, head), row);
    copyToBand(i, width, row, band);
    set(row, head, 1);
    set(taus, i, tau);
    set(work, q, tau);
    copy(rowAddress(v, q, m), row, head + 1);
    clear(address(rowAddress(v, q, m), head + 1), q);
  }
  accumulateReflectors(count, m, v, work, t);
}

/** Rows 0 to count-1 of the matrix to the band. */
export function leadingRowsToBand(count: i32, width: i32, n: i32, a: usize, band: usize): void {
  for (let i = 0; i < count; i++) copyToBand(i, width, rowAddress(a, i, n), band);
}

function copyToBand(i: i32, width: i32, row: usize, band: usize): void {
  const first = max(0, i - width);
  const target = rowAddress(bandOrigin(band, width), i, bandStride(width));
  copy(address(target, first), address(row, first), i - first + 1);
}

/**
 * Rows from..to-1 of the product A V^T, m x count: A the leading m rows and columns, lower triangle, of a matrix with rows n apart; V count x
 * m. `from`: a multiple of symmetricRowsAtOnce(); that many rows at a time, whose entries above the diagonal blocks are overwritten.
 */
export function symmetricRowsTimes(
  from: i32, to: i32, m: i32, n: i32, a: usize, count: i32, v: usize, product: usize,
): void {
  for (; from < to; from += ROWS) {
    const size = min(ROWS, to - from);
    const rows = rowAddress(a, from, n);
    const corner = address(rows, from);
    const target = rowAddress(product, from, count);
    mirrorBlock(size, corner, n);
    clear(target, size * count);
    gemm(size, count, from, 1, rows, n, 1, v, 1, m, target, count, false);
    gemm(size, count, m - from, 1, corner, 1, n, address(v, from), 1, m, target, count, false);
  }
}

export function symmetricRowsAtOnce(): i32 {
  return ROWS;
}

/**
 * A - V^T W - W^T V in place of the leading `active` rows and columns of A, and the bandPanel of what it gives, whose arguments the others are.
 * stacked: W over V over W, `count` rows of `active` entries each; v may not be among them. active: more than `width`.
 */
export function updateAndBandPanel(
  active: i32, width: i32, n: i32, a: usize, count: i32, stacked: usize, taus: usize, band: usize, v: usize, t: usize, work: usize,
): void {
  updatedBandPanel(active, width, n, a, count, stacked, taus, band, v, t, work);
  updateRows(0, active - width, active, n, a, count, stacked);
}

/** The part of updateAndBandPanel that comes first: no more rows are updated than the panel has. */
export function updatedBandPanel(
  active: i32, width: i32, n: i32, a: usize, count: i32, stacked: usize, taus: usize, band: usize, v: usize, t: usize, work: usize,
): void {
  updateRows(active - width, active, active, n, a, count, stacked);
  bandPanel(active, width, n, a, taus, band, v, t, work);
}

/** Rows from..to-1 left of the diagonal and on it. */
function updateRows(from: i32, to: i32, m: i32, n: i32, a: usize, count: i32, stacked: usize): void {
  const rows = rowAddress(a, from, n);
  const left = address(rowAddress(stacked, count, m), from);
  gemm(to - from, from, 2 * count, -1, left, 1, m, stacked, m, 1, rows, n, false);
  gemm(to - from, to - from, 2 * count, -1, left, 1, m, address(stacked, from), m, 1, address(rows, from), n, true);
}

/** a_ji = a_ij for i > j, rows `stride` apart. */
function mirrorBlock(n: i32, a: usize, stride: i32): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) set(rowAddress(a, j, stride), i, get(rowAddress(a, i, stride), j));
}
