import { bandOrigin, bandStride } from './band-reduction';
import { chaseWindow, reflectorRow, windowsOf } from './bulge-chasing';
import { address, get, rowAddress, set } from './memory';

/** Rows whose bulges are chased together, one window behind the other: what they touch stays in the cache. */
const ROWS: i32 = 4;
/** Bytes of one counter. */
const COUNTER: usize = 4;
/** Looks at a counter before a thread sleeps, and for how many nanoseconds: the thread it waits for may need its core. */
const PATIENCE: i32 = 10000;
const NAP: i64 = 50000;

/** Entries of memory that the threads of one tridiagonaliseBand share; zeros before. */
export function bulgeCounters(n: i32): i32 {
  return (groupsOf(n) + 3) / 2;
}

/** Entries of scratch memory that each has for itself. */
export function bulgeWorkSize(width: i32): i32 {
  return ROWS * stateSize(width) + 2 * width;
}

/**
 * Q^T B Q = T for a band matrix B, which is destroyed: row by row from the last up, each row's reflector and those that chase the bulge
 * away (Bischof, Lang and Sun, ACM TOMS 26, 2000). diagonal: n; coupling[i] joins i and i + 1. The reflectors of row i act on
 * neighbouring ranges of the columns 0 to i-1, `width` long from the right; row i of them is kept above the diagonal of `reflectors`
 * (n x n) as reflectorRow says, the factor tau in place of the last entry of each, which is 1. width: at least 4. Any number of threads
 * may call it at once, each with a `work` of its own: they take groups of rows in turn, and a window of a row waits until the row before
 * is one further. Returns when no group is left to be taken.
 */
export function tridiagonaliseBand(
  n: i32, width: i32, band: usize, diagonal: usize, coupling: usize, reflectors: usize, counters: usize, work: usize,
): void {
  if (n == 1) set(diagonal, 0, get(bandOrigin(band, width), 0));
  const groups = groupsOf(n);
  for (;;) {
    const group = atomic.add<i32>(counters, 1);
    if (group >= groups) return;
    chaseGroup(group, n, width, band, diagonal, coupling, reflectors, counters + COUNTER * <usize>(group + 1), work);
  }
}

@inline
function groupsOf(n: i32): i32 {
  return (n - 1 + ROWS - 1) / ROWS;
}

@inline
function stateSize(width: i32): i32 {
  return 2 * width + 2;
}

/** done: windows of its last row that are done; the counter before it is that of the group before. */
function chaseGroup(
  group: i32, n: i32, width: i32, band: usize, diagonal: usize, coupling: usize, reflectors: usize, done: usize, work: usize,
): void {
  const stride = bandStride(width);
  const origin = bandOrigin(band, width);
  const first = n - 1 - group * ROWS;
  const rows = min(ROWS, first);
  const product = address(work, ROWS * stateSize(width));
  const before = group > 0 ? windowsOf(first + 1, width) : 0;
  const steps = windowsOf(first, width) + rows - 1;
  for (let step = 0; step < steps; step++) {
    if (before > 0) awaitCount(done - COUNTER, min(step + 2, before));
    for (let q = max(0, step + 1 - windowsOf(first, width)); q <= min(step, rows - 1); q++) {
      const i = first - q;
      const k = step - q;
      if (k >= windowsOf(i, width)) continue;
      const saved = reflectorRow(i, n, reflectors);
      chaseWindow(i, k, width, origin, stride, saved, address(work, q * stateSize(width)), product);
      if (k > 0) continue;
      const row = rowAddress(origin, i, stride);
      set(diagonal, i, get(row, i));
      set(coupling, i - 1, get(row, i - 1));
    }
    if (step >= rows - 1) atomic.store<i32>(done, min(step - rows + 2, windowsOf(first - rows + 1, width)));
  }
  if (first == rows) set(diagonal, 0, get(origin, 0));
}

/** Returns when another thread has counted so far. */
function awaitCount(counter: usize, count: i32): void {
  for (let looks = 0; ; looks++) {
    const counted = atomic.load<i32>(counter);
    if (counted >= count) return;
    if (looks > PATIENCE) atomic.wait<i32>(counter, counted, NAP);
  }
}
