import { get, rowAddress, set } from './memory';
import { rotate } from './vector';

const EPSILON: f64 = 2.220446049250313e-16;
const MAX_STEPS: i32 = 60;

/**
 * Eigenvalues in place of the diagonal, unordered, and V^T X in place of X (n x width), V having their eigenvectors as columns, by implicit QL;
 * for small n, for which X stays in cache. The coupling (n entries, the last one scratch) is destroyed. False when a value does not settle.
 */
export function tridiagonalVectors(n: i32, width: i32, diagonal: usize, coupling: usize, x: usize): bool {
  for (let first = 0; first < n; first++) {
    for (let steps = 0; ; steps++) {
      const last = endOfBlock(first, n, diagonal, coupling);
      if (last == first) break;
      if (steps == MAX_STEPS) return false;
      sweep(width, first, last, diagonal, coupling, x);
    }
  }
  return true;
}

function endOfBlock(first: i32, n: i32, diagonal: usize, coupling: usize): i32 {
  let i = first;
  for (; i < n - 1; i++)
    if (abs(get(coupling, i)) <= 0.5 * EPSILON * (abs(get(diagonal, i)) + abs(get(diagonal, i + 1)))) break;
  return i;
}

/** One implicit QL step on rows first..last with Wilkinson's shift (Parlett, section 8.11). */
function sweep(width: i32, first: i32, last: i32, diagonal: usize, coupling: usize, x: usize): void {
  const entry = get(diagonal, first);
  const join = get(coupling, first);
  const half = (get(diagonal, first + 1) - entry) / (2 * join);
  const distance = Math.sqrt(1 + half * half);
  let g = get(diagonal, last) - entry + join / (half + (half < 0 ? -distance : distance));
  let cosine: f64 = 1;
  let sine: f64 = 1;
  let moved: f64 = 0;
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
    rotate(width, cosine, sine, rowAddress(x, i, width), rowAddress(x, i + 1, width));
  }
  // When r vanished, the block splits below row i + 1 and the sweep ends there.
  set(diagonal, i + 1, get(diagonal, i + 1) - moved);
  if (i < first) set(coupling, first, g);
  set(coupling, last, 0);
}
