import { address, clear, copy, get, rowAddress, set } from './memory';

const EPSILON: f64 = 2.220446049250313e-16;
const MAX_STEPS: i32 = 60;
/** Components of the vectors that one pass over the logged rotations carries along. */
const STRIP: i32 = 8;

// A sweep is logged as first and last row (two 32-bit integers, padded to 16 bytes), then cosine and sine of every rotation, last row
// first. Logging many sweeps and applying them to one strip at a time keeps the strip in cache.
let logStart: usize = 0;
let logEnd: usize = 0;
let logLimit: usize = 0;

/** Entries of scratch memory: the strips and a log of rotations. */
export function tridiagonalVectorsWorkSize(n: i32): i32 {
  return n * strips(n) * STRIP + logSize(n);
}

/**
 * Eigenvalues in place of the diagonal, unordered, and their eigenvectors as the rows of `vectors` (n x n), by implicit QL. The coupling
 * (n entries, the last one scratch) is destroyed. False when a value does not settle.
 */
export function tridiagonalVectors(n: i32, diagonal: usize, coupling: usize, vectors: usize, work: usize): bool {
  logStart = address(work, n * strips(n) * STRIP);
  logEnd = logStart;
  logLimit = address(logStart, logSize(n));
  clear(work, n * strips(n) * STRIP);
  for (let i = 0; i < n; i++) set(stripRow(work, n, i / STRIP, i), i % STRIP, 1);
  for (let first = 0; first < n; first++) {
    for (let steps = 0; ; steps++) {
      const last = endOfBlock(first, n, diagonal, coupling);
      if (last == first) break;
      if (steps == MAX_STEPS) return false;
      if (logEnd + (<usize>(last - first + 1)) * 16 > logLimit) applyLog(n, work);
      sweep(first, last, diagonal, coupling);
    }
  }
  applyLog(n, work);
  for (let i = 0; i < n; i++)
    for (let s = 0; s < strips(n); s++)
      copy(address(rowAddress(vectors, i, n), s * STRIP), stripRow(work, n, s, i), min(STRIP, n - s * STRIP));
  return true;
}

@inline
function strips(n: i32): i32 {
  return (n + STRIP - 1) / STRIP;
}

function logSize(n: i32): i32 {
  return max(1 << 15, 4 * (n + 1));
}

@inline
function stripRow(work: usize, n: i32, strip: i32, row: i32): usize {
  return address(work, (strip * n + row) * STRIP);
}

function endOfBlock(first: i32, n: i32, diagonal: usize, coupling: usize): i32 {
  let i = first;
  for (; i < n - 1; i++)
    if (abs(get(coupling, i)) <= 0.5 * EPSILON * (abs(get(diagonal, i)) + abs(get(diagonal, i + 1)))) break;
  return i;
}

/** One implicit QL step on rows first..last with Wilkinson's shift (Parlett, section 8.11). */
function sweep(first: i32, last: i32, diagonal: usize, coupling: usize): void {
  const entry = get(diagonal, first);
  const join = get(coupling, first);
  const half = (get(diagonal, first + 1) - entry) / (2 * join);
  const distance = Math.sqrt(1 + half * half);
  let g = get(diagonal, last) - entry + join / (half + (half < 0 ? -distance : distance));
  let cosine: f64 = 1;
  let sine: f64 = 1;
  let moved: f64 = 0;
  const header = logEnd;
  logEnd += 16;
  let i = last - 1;
  for (; i >= first; i--) {
    const f = sine * get(coupling, i);
    const b = cosine * get(coupling, i);
    const r = Math.sqrt(f * f + g * g);
    set(coupling, i + 1, r);
    if (r == 0) break;
    sine = f / r;
    cosine = g / r;
    const shifted = get(diagonal, i + 1) - moved;
    const turned = (get(diagonal, i) - shifted) * sine + 2 * cosine * b;
    moved = sine * turned;
    set(diagonal, i + 1, shifted + moved);
    g = cosine * turned - b;
    store<f64>(logEnd, cosine);
    store<f64>(logEnd, sine, 8);
    logEnd += 16;
  }
  store<i32>(header, i + 1);
  store<i32>(header, last, 4);
  // When r vanished, the block splits below row i + 1 and the sweep ends there.
  set(diagonal, i + 1, get(diagonal, i + 1) - moved);
  if (i < first) set(coupling, first, g);
  set(coupling, last, 0);
}

function applyLog(n: i32, work: usize): void {
  for (let s = 0; s < strips(n); s++)
    for (let entry = logStart; entry < logEnd; ) {
      const first = load<i32>(entry);
      const last = load<i32>(entry, 4);
      rotateStrip(stripRow(work, n, s, last), last - first, entry + 16);
      entry += 16 + ((<usize>(last - first)) << 4);
    }
  logEnd = logStart;
}

/** Rotates rows (last - 1, last), (last - 2, last - 1), ... of a strip; `row` is the address of row `last`. */
function rotateStrip(row: usize, count: i32, rotations: usize): void {
  let h0 = v128.load(row);
  let h1 = v128.load(row, 16);
  let h2 = v128.load(row, 32);
  let h3 = v128.load(row, 48);
  for (let k = 0; k < count; k++, rotations += 16, row -= STRIP * 8) {
    const c = v128.load64_splat(rotations);
    const s = v128.load64_splat(rotations, 8);
    const above = row - STRIP * 8;
    const g0 = v128.load(above);
    const g1 = v128.load(above, 16);
    const g2 = v128.load(above, 32);
    const g3 = v128.load(above, 48);
    v128.store(row, f64x2.add(f64x2.mul(s, g0), f64x2.mul(c, h0)));
    v128.store(row, f64x2.add(f64x2.mul(s, g1), f64x2.mul(c, h1)), 16);
    v128.store(row, f64x2.add(f64x2.mul(s, g2), f64x2.mul(c, h2)), 32);
    v128.store(row, f64x2.add(f64x2.mul(s, g3), f64x2.mul(c, h3)), 48);
    h0 = f64x2.sub(f64x2.mul(c, g0), f64x2.mul(s, h0));
    h1 = f64x2.sub(f64x2.mul(c, g1), f64x2.mul(s, h1));
    h2 = f64x2.sub(f64x2.mul(c, g2), f64x2.mul(s, h2));
    h3 = f64x2.sub(f64x2.mul(c, g3), f64x2.mul(s, h3));
  }
  v128.store(row, h0);
  v128.store(row, h1, 16);
  v128.store(row, h2, 32);
  v128.store(row, h3, 48);
}
