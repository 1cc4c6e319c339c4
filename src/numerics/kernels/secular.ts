import { address, get, rowAddress, set } from './memory';
import { dot, multiplyAdd, scale, sumLanes } from './vector';

// f(x) = 1 + sum_i z_i^2 / (d_i - x): its roots are the eigenvalues of diag(d) + z z^T. Root j lies between d_j and d_{j+1}.

/** Of one rounding. */
const UNIT: f64 = 1.1102230246251565e-16;
const MAX_STEPS: i32 = 120;
/** Steps after which only bisection is trusted. */
const PATIENCE: i32 = 30;

// What `evaluate` found last: f, its derivative, and the sum of the absolute values of its terms.
let value: f64 = 0;
let slope: f64 = 0;
let size: f64 = 0;

/**
 * Eigenvalues, ascending, of diag(d) + z z^T; d ascends strictly, no z_i is negligible. Entry i of row j of `gaps` (n x n) becomes
 * d_i - values_j, to nearly all digits.
 */
export function secularRoots(n: i32, d: usize, z: usize, values: usize, gaps: usize): void {
  const squares = dot(n, z, z);
  if (n == 1) {
    set(values, 0, get(d, 0) + squares);
    set(gaps, 0, -squares);
    return;
  }
  for (let j = 0; j < n; j++) set(values, j, findRoot(j, n, d, z, squares, rowAddress(gaps, j, n)));
}

/**
 * Rows of `gaps`, as secularRoots leaves them, become orthonormal eigenvectors: those of diag(d) + z' z'^T, where z' near z has exactly
 * these eigenvalues (Gu and Eisenstat, SIAM J. Matrix Anal. Appl. 15, 1994). Component i goes to place[i], a 32-bit integer. work: 2 n
 * entries.
 */
export function secularVectors(n: i32, d: usize, z: usize, gaps: usize, place: usize, work: usize): void {
  const exact = work;
  const row = address(work, n);
  for (let i = 0; i < n; i++) set(exact, i, get(rowAddress(gaps, i, n), i));
  for (let j = 0; j < n; j++) {
    const gap = rowAddress(gaps, j, n);
    multiplyByRatios(0, j, get(d, j), d, gap, exact);
    multiplyByRatios(j + 1, n, get(d, j), d, gap, exact);
  }
  for (let i = 0; i < n; i++) set(exact, i, Math.sqrt(abs(get(exact, i))) * (get(z, i) < 0 ? -1.0 : 1.0));
  for (let j = 0; j < n; j++) {
    const gap = rowAddress(gaps, j, n);
    for (let i = 0; i < n; i++) set(row, i, get(exact, i) / get(gap, i));
    scale(n, 1 / Math.sqrt(dot(n, row, row)), row);
    for (let i = 0; i < n; i++) set(gap, load<i32>(place + ((<usize>i) << 2)), get(row, i));
  }
}

/** product_i *= gap_i / (d_i - pole) */
function multiplyByRatios(from: i32, to: i32, pole: f64, d: usize, gap: usize, product: usize): void {
  const poles = f64x2.splat(pole);
  let i = from;
  for (; i + 2 <= to; i += 2) {
    const ratio = f64x2.div(v128.load(address(gap, i)), f64x2.sub(v128.load(address(d, i)), poles));
    v128.store(address(product, i), f64x2.mul(v128.load(address(product, i)), ratio));
  }
  for (; i < to; i++) set(product, i, get(product, i) * (get(gap, i) / (get(d, i) - pole)));
}

/**
 * Root j; the distance from the nearer pole is what is found, so that no digits cancel. Steps to the root of c + s / (d_l - x) +
 * S / (d_r - x) with f's value and derivative and the nearer pole's own weight (Li, LAPACK Working Note 89, 1993), kept inside a bracket.
 */
function findRoot(j: i32, n: i32, d: usize, z: usize, squares: f64, gap: usize): f64 {
  const isLast = j == n - 1;
  const left = isLast ? j - 1 : j;
  const right = left + 1;
  measureFrom(get(d, j), n, d, gap);
  let low: f64 = 0;
  let high: f64 = isLast ? squares : get(gap, right);
  const middle = 0.5 * high;
  evaluate(j, n, gap, z, middle);
  const weightLeft = get(z, left) * get(z, left);
  const weightRight = get(z, right) * get(z, right);
  // The other poles' share, taken as constant for the first guess.
  const others = value - weightLeft / (get(gap, left) - middle) - weightRight / (get(gap, right) - middle);
  let origin = j;
  if (value >= 0) high = middle;
  else if (isLast) low = middle;
  else {
    origin = right;
    low = -middle;
    high = 0;
    measureFrom(get(d, right), n, d, gap);
  }
  const a0 = others * (get(gap, left) + get(gap, right)) + weightLeft + weightRight;
  const b0 = others * get(gap, left) * get(gap, right) + weightLeft * get(gap, right) + weightRight * get(gap, left);
  let x = within(quadraticRoot(a0, b0, others, isLast), low, high);
  for (let step = 0; step < MAX_STEPS; step++) {
    evaluate(j, n, gap, z, x);
    if (abs(value) <= UNIT * (8 * size + abs(x) * slope)) break;
    if (value < 0) low = x;
    else high = x;
    const toLeft = get(gap, left) - x;
    const toRight = get(gap, right) - x;
    const c = origin == left
      ? value - toRight * slope - (toLeft - toRight) * (weightLeft / (toLeft * toLeft))
      : value - toLeft * slope - (toRight - toLeft) * (weightRight / (toRight * toRight));
    const a = (toLeft + toRight) * value - toLeft * toRight * slope;
    let change = quadraticRoot(a, toLeft * toRight * value, c, isLast);
    if (value * change >= 0) change = -value / slope;
    const next = step < PATIENCE ? within(x + change, low, high) : 0.5 * (low + high);
    if (next == x) break;
    x = next;
  }
  const last = f64x2.splat(x);
  let i = 0;
  for (; i + 2 <= n; i += 2) v128.store(address(gap, i), f64x2.sub(v128.load(address(gap, i)), last));
  if (i < n) set(gap, i, get(gap, i) - x);
  return get(d, origin) + x;
}

/** The root of c x^2 - a x + b between the poles, or right of both. */
function quadraticRoot(a: f64, b: f64, c: f64, isLast: bool): f64 {
  const root = Math.sqrt(abs(a * a - 4 * b * c));
  if (isLast) return a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root);
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
}

/** x, or the middle where x is not strictly inside. */
@inline
function within(x: f64, low: f64, high: f64): f64 {
  return x > low && x < high ? x : 0.5 * (low + high);
}

function measureFrom(pole: f64, n: i32, d: usize, gap: usize): void {
  for (let i = 0; i < n; i++) set(gap, i, get(d, i) - pole);
}

function evaluate(j: i32, n: i32, gap: usize, z: usize, x: f64): void {
  addTerms(0, j + 1, gap, z, x);
  const below = value;
  const slopeBelow = slope;
  addTerms(j + 1, n, gap, z, x);
  size = 1 + value - below;
  value = 1 + (below + value);
  slope += slopeBelow;
}

function addTerms(from: i32, to: i32, gap: usize, z: usize, x: f64): void {
  const xs = f64x2.splat(x);
  let v0 = f64x2.splat(0), v1 = v0, s0 = v0, s1 = v0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const z0 = v128.load(address(z, i));
    const z1 = v128.load(address(z, i), 16);
    const t0 = f64x2.div(z0, f64x2.sub(v128.load(address(gap, i)), xs));
    const t1 = f64x2.div(z1, f64x2.sub(v128.load(address(gap, i), 16), xs));
    v0 = multiplyAdd(z0, t0, v0);
    v1 = multiplyAdd(z1, t1, v1);
    s0 = multiplyAdd(t0, t0, s0);
    s1 = multiplyAdd(t1, t1, s1);
  }
  value = sumLanes(f64x2.add(v0, v1));
  slope = sumLanes(f64x2.add(s0, s1));
  for (; i < to; i++) {
    const t = get(z, i) / (get(gap, i) - x);
    value += get(z, i) * t;
    slope += t * t;
  }
}
