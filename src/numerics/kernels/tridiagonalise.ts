import { address, clear, copy, get, rowAddress, set } from './memory';
import { BLOCK, accumulateReflectors, makeReflector } from './reflector';
import { symmetricVectorProduct } from './symmetric-vector-product';
import { addScaled, dot, scale } from './vector';

/** Rows of a panel. */
export function reflectorsAtOnce(): i32 {
  return BLOCK;
}

/** Entries of scratch memory for a panel. */
export function tridiagonalWorkSize(n: i32): i32 {
  return 3 * BLOCK * n;
}

/**
 * Q^T A Q = T, Q = H_{n-1} ... H_1, from the last row up (blocked as in Dongarra, Hammarling and Sorensen, J. Comput. Appl. Math. 27,
 * 1989), one panel: rows active-1 down to the `active` that is returned, which is the next panel's. A (n x n, row-major) is read and
 * overwritten in its lower triangle: row i keeps the reflector of step i, i entries, the last of them 1. diagonal: n; coupling[i] joins
 * i and i + 1; taus[i] belongs to row i. The caller subtracts V^T W + W^T V from the leading rows before the next panel: one product of
 * two overlapping stacks of 2 reflectorsAtOnce() rows of n, V over W from row reflectorsAtOnce() of `work` on, W over V from its first on.
 */
export function tridiagonalisePanel(
  active: i32, n: i32, a: usize, diagonal: usize, coupling: usize, taus: usize, work: usize,
): i32 {
  const count = min(BLOCK, active - 1);
  const v = rowAddress(work, BLOCK, n);
  const w = rowAddress(v, BLOCK, n);
  clear(work, 3 * BLOCK * n);
  for (let step = 0; step < count; step++) {
    const i = active - 1 - step;
    reduceRow(i, step, n, a, diagonal, coupling, taus, v, w);
  }
  copy(work, w, BLOCK * n);
  return active - count;
}

/**
 * Reflectors of rows first + count - 1 down to `first` as I - V^T t V: rows of V, first + count - width entries each, and t as
 * accumulateReflectors leaves it. Row i of A (n entries apart) holds the reflector of its first i - width + 1 entries, taus[i] its
 * factor: width is 1 after tridiagonalisePanel. ordered: `count` entries.
 */
export function gatherReflectorRows(
  first: i32, count: i32, width: i32, n: i32, a: usize, taus: usize, v: usize, t: usize, ordered: usize,
): void {
  const length = first + count - width;
  for (let q = 0; q < count; q++) {
    const i = first + count - 1 - q;
    copy(rowAddress(v, q, length), rowAddress(a, i, n), length - q);
    clear(address(rowAddress(v, q, length), length - q), q);
    set(ordered, q, get(taus, i));
  }
  accumulateReflectors(count, length, v, ordered, t);
}

/** One row of the panel: pending updates, its reflector v, and w = tau (A v - ...) with A -= v w^T + w v^T pending. */
function reduceRow(
  i: i32, step: i32, n: i32, a: usize, diagonal: usize, coupling: usize, taus: usize, panelV: usize, panelW: usize,
): void {
  const row = rowAddress(a, i, n);
  for (let k = 0; k < step; k++) {
    const vk = rowAddress(panelV, k, n);
    const wk = rowAddress(panelW, k, n);
    addScaled(i + 1, -get(wk, i), vk, row);
    addScaled(i + 1, -get(vk, i), wk, row);
  }
  set(diagonal, i, get(row, i));
  const tau = makeReflector(i - 1, address(row, i - 1), row);
  set(coupling, i - 1, get(row, i - 1));
  set(taus, i, tau);
  set(row, i - 1, 1);
  if (tau == 0) return;
  const v = rowAddress(panelV, step, n);
  const w = rowAddress(panelW, step, n);
  copy(v, row, i);
  symmetricVectorProduct(i, a, n, v, w);
  for (let k = 0; k < step; k++) {
    const vk = rowAddress(panelV, k, n);
    const wk = rowAddress(panelW, k, n);
    const alongW = dot(i, wk, v);
    const alongV = dot(i, vk, v);
    addScaled(i, -alongW, vk, w);
    addScaled(i, -alongV, wk, w);
  }
  scale(i, tau, w);
  addScaled(i, -0.5 * tau * dot(i, w, v), v, w);
}
