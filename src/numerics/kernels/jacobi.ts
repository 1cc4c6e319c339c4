import { address, get, rowAddress, set } from './memory';
import { dot, multiplyAdd, swap } from './vector';

const EPSILON: f64 = 2.220446049250313e-16;
/** Squared norms that change by more than this share are taken anew: their difference would have lost digits. */
const CANCELLING: f64 = 0.1;

/**
 * One-sided Jacobi: rotates the rows of X (n x length) until they are orthogonal to each other relative to their norms, largest first
 * in every step (de Rijk, SIAM J. Sci. Stat. Comput. 10, 1989). The rows of `basis` (n x basisLength) go through the same rotations.
 * `squares` (n) receives the squared norms. Returns whether it settled within `maxSweeps`.
 */
export function orthogonaliseRows(
  n: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize, maxSweeps: i32,
): bool {
  const tolerance = EPSILON * Math.sqrt(<f64>max(length, 1));
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let rotations = 0;
    for (let i = 0; i < n; i++) setSquare(i, length, x, squares);
    for (let i = 0; i < n - 1; i++) {
      bringLargest(n, i, length, x, basisLength, basis, squares);
      for (let j = i + 1; j < n; j++)
        if (orthogonalisePair(i, j, length, x, basisLength, basis, squares, tolerance)) rotations++;
    }
    if (rotations == 0) return true;
  }
  return n < 2;
}

function setSquare(i: i32, length: i32, x: usize, squares: usize): void {
  const row = rowAddress(x, i, length);
  set(squares, i, dot(length, row, row));
}

function bringLargest(n: i32, i: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize): void {
  let best = i;
  for (let j = i + 1; j < n; j++) if (get(squares, j) > get(squares, best)) best = j;
  if (best == i) return;
  swap(length, rowAddress(x, i, length), rowAddress(x, best, length));
  swap(basisLength, rowAddress(basis, i, basisLength), rowAddress(basis, best, basisLength));
  swap(1, address(squares, i), address(squares, best));
}

function orthogonalisePair(
  i: i32, j: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize, tolerance: f64,
): bool {
  const first = rowAddress(x, i, length);
  const second = rowAddress(x, j, length);
  const product = dot(length, first, second);
  const a = get(squares, i);
  const b = get(squares, j);
  if (!(abs(product) > tolerance * (Math.sqrt(a) * Math.sqrt(b)))) return false;
  const zeta = (b - a) / (2 * product);
  // For huge zeta its square would overflow.
  const t = abs(zeta) > 1e150 ? 0.5 / zeta : (zeta < 0 ? -1.0 : 1.0) / (abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  rotate(length, c, c * t, first, second);
  if (basisLength > 0) rotate(basisLength, c, c * t, rowAddress(basis, i, basisLength), rowAddress(basis, j, basisLength));
  const moved = t * product;
  if (abs(moved) <= CANCELLING * min(a, b)) {
    set(squares, i, a - moved);
    set(squares, j, b + moved);
  } else {
    setSquare(i, length, x, squares);
    setSquare(j, length, x, squares);
  }
  return true;
}

/** (x, y) = (c x - s y, s x + c y) */
function rotate(n: i32, c: f64, s: f64, x: usize, y: usize): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 32, y += 32) {
    rotateLanes(cc, ss, x, y);
    rotateLanes(cc, ss, x + 16, y + 16);
  }
  for (; i < n; i++, x += 8, y += 8) {
    const u = load<f64>(x);
    const v = load<f64>(y);
    store<f64>(x, c * u - s * v);
    store<f64>(y, s * u + c * v);
  }
}

@inline
function rotateLanes(c: v128, s: v128, x: usize, y: usize): void {
  const u = v128.load(x);
  const v = v128.load(y);
  v128.store(x, f64x2.sub(f64x2.mul(c, u), f64x2.mul(s, v)));
  v128.store(y, multiplyAdd(c, v, f64x2.mul(s, u)));
}
