import { address, get, rowAddress, set } from './memory';
import { dot, multiplyAdd, sumLanes, swap } from './vector';

const EPSILON: f64 = 2.220446049250313e-16;

/**
 * One-sided Jacobi: rotates the rows of X (n x length) until they are orthogonal to each other relative to their norms, largest first
 * in every step (de Rijk, SIAM J. Sci. Stat. Comput. 10, 1989). The rows of `basis` (n x basisLength) go through the same rotations.
 * `squares` (n) receives the squared norms. Returns whether it settled within `maxSweeps`.
 */
export function orthogonaliseRows(
  n: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize, maxSweeps: i32,
): bool {
  const tolerance = EPSILON * Math.sqrt(<f64>max(length, 1));
  for (let i = 0; i < n; i++) {
    const row = rowAddress(x, i, length);
    set(squares, i, dot(length, row, row));
  }
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let rotations = 0;
    for (let i = 0; i < n - 1; i++) {
      bringLargest(n, i, length, x, basisLength, basis, squares);
      for (let j = i + 1; j < n; j++)
        if (orthogonalisePair(i, j, length, x, basisLength, basis, squares, tolerance)) rotations++;
    }
    if (rotations == 0) return true;
  }
  return n < 2;
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
  rotate(length, c, c * t, first, second, address(squares, i), address(squares, j));
  if (basisLength > 0) rotateOnly(basisLength, c, c * t, rowAddress(basis, i, basisLength), rowAddress(basis, j, basisLength));
  return true;
}

/** (x, y) = (c x - s y, s x + c y), and their squared norms. */
function rotate(n: i32, c: f64, s: f64, x: usize, y: usize, xSquare: usize, ySquare: usize): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  let sumX = f64x2.splat(0);
  let sumY = sumX;
  let i = 0;
  for (; i + 2 <= n; i += 2, x += 16, y += 16) {
    const u = v128.load(x);
    const v = v128.load(y);
    const newX = f64x2.sub(f64x2.mul(cc, u), f64x2.mul(ss, v));
    const newY = multiplyAdd(cc, v, f64x2.mul(ss, u));
    v128.store(x, newX);
    v128.store(y, newY);
    sumX = multiplyAdd(newX, newX, sumX);
    sumY = multiplyAdd(newY, newY, sumY);
  }
  let restX: f64 = 0;
  let restY: f64 = 0;
  if (i < n) {
    const u = load<f64>(x);
    const v = load<f64>(y);
    store<f64>(x, c * u - s * v);
    store<f64>(y, s * u + c * v);
    restX = load<f64>(x) * load<f64>(x);
    restY = load<f64>(y) * load<f64>(y);
  }
  store<f64>(xSquare, sumLanes(sumX) + restX);
  store<f64>(ySquare, sumLanes(sumY) + restY);
}

const ignored = memory.data(16, 16);

function rotateOnly(n: i32, c: f64, s: f64, x: usize, y: usize): void {
  rotate(n, c, s, x, y, ignored, ignored + 8);
}
