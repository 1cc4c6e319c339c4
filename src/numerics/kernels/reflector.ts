import { address, clear, copy, get, rowAddress, set } from './memory';
import { addScaled, dot, scale } from './vector';

/** Reflectors taken together in blocked routines; sizes the scratch memory that the caller passes. */
export const BLOCK: i32 = 32;
/** Below it a sum of squares has lost digits to underflow; the caller's scaling makes such entries negligible. */
const NEGLIGIBLE: f64 = 1e-290;

/**
 * Householder reflector H = I - tau [1; v][1; v]^T with H x = [beta; 0]: `head` becomes beta, `tail` (n entries) becomes v.
 * Returns tau; 0, and H = I, when the tail is negligible already.
 */
export function makeReflector(n: i32, head: usize, tail: usize): f64 {
  const squares = dot(n, tail, tail);
  if (squares < NEGLIGIBLE) {
    clear(tail, n);
    return 0;
  }
  const alpha = load<f64>(head);
  const norm = Math.sqrt(alpha * alpha + squares);
  const beta = alpha >= 0 ? -norm : norm;
  store<f64>(head, beta);
  scale(n, 1 / (alpha - beta), tail);
  return (beta - alpha) / beta;
}

/** y -= tau [1; v] ([1; v] . y); y has n + 1 entries. */
export function applyReflector(n: i32, tau: f64, v: usize, y: usize): void {
  const rest = address(y, 1);
  const factor = tau * (load<f64>(y) + dot(n, v, rest));
  store<f64>(y, load<f64>(y) - factor);
  addScaled(n, -factor, v, rest);
}

/** t (count x count, upper) with H_1 ... H_count = I - V^T t V; the rows of V, `length` long, are the reflectors' vectors. */
export function accumulateReflectors(count: i32, length: i32, v: usize, taus: usize, t: usize): void {
  clear(t, count * count);
  for (let j = 0; j < count; j++) {
    const tau = get(taus, j);
    for (let i = 0; i < j; i++)
      set(rowAddress(t, i, count), j, -tau * dot(length, rowAddress(v, i, length), rowAddress(v, j, length)));
    multiplyLeadingTriangle(j, count, t);
    set(rowAddress(t, j, count), j, tau);
  }
}

/** t_{0..j-1, j} = t_{0..j-1, 0..j-1} t_{0..j-1, j} */
function multiplyLeadingTriangle(j: i32, count: i32, t: usize): void {
  for (let i = 0; i < j; i++) {
    let sum: f64 = 0;
    for (let k = i; k < j; k++) sum += get(rowAddress(t, i, count), k) * get(rowAddress(t, k, count), j);
    set(rowAddress(t, i, count), j, sum);
  }
}

/** Rows of V from reflectors stored below the diagonal of columns `stride` apart: zeros, one, then the stored entries. */
export function unpackReflectors(count: i32, length: i32, columns: usize, stride: i32, v: usize): void {
  for (let q = 0; q < count; q++) {
    const row = rowAddress(v, q, length);
    clear(row, q);
    set(row, q, 1);
    copy(address(row, q + 1), address(rowAddress(columns, q, stride), q + 1), length - q - 1);
  }
}
