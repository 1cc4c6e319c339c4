import { gemm } from './gemm';
import { address, clear, get, rowAddress, set } from './memory';
import { dot, rotate, swap } from './vector';

const EPSILON: f64 = 2.220446049250313e-16;
/** Squared norms that change by more than this share are taken anew: their difference would have lost digits. */
const CANCELLING: f64 = 0.1;
/** Rows whose products with all later ones are taken at once, and rows that these go through together. */
const STRIP: i32 = 64;
const TILE: i32 = 32;

/** Entries of scratch memory for `n` rows. */
export function orthogonaliseRowsWorkSize(n: i32): i32 {
  return STRIP * n;
}

/**
 * One-sided Jacobi: rotates the rows of X (n x length) until they are orthogonal to each other relative to their norms, largest first
 * as they stand when a sweep begins (after de Rijk, SIAM J. Sci. Stat. Comput. 10, 1989). The rows of `basis` (n x basisLength) go through
 * the same rotations. `squares` (n) receives the squared norms. Returns whether it settled within `maxSweeps`.
 */
export function orthogonaliseRows(
  n: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize, maxSweeps: i32, work: usize,
): bool {
  const tolerance = EPSILON * Math.sqrt(<f64>max(length, 1));
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    sortRows(n, length, x, basisLength, basis, squares);
    let rotations = 0;
    for (let first = 0; first < n; first += STRIP)
      rotations += orthogonaliseStrip(first, n, length, x, basisLength, basis, squares, tolerance, work);
    if (rotations == 0) return true;
  }
  return n < 2;
}

/**
 * The rows of one strip against each other and all later ones, a tile of rows at a time so that both stay in cache. One product tells
 * which pairs are orthogonal already: in the last sweeps these are nearly all. A pair that only this strip's rotations disturb waits
 * for the next sweep. Returns the number of rotations.
 */
function orthogonaliseStrip(
  first: i32, n: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize, tolerance: f64, products: usize,
): i32 {
  const strip = min(STRIP, n - first);
  const rest = n - first;
  const rows = rowAddress(x, first, length);
  clear(products, strip * rest);
  gemm(strip, rest, length, 1, rows, length, 1, rows, 1, length, products, rest, false);
  let rotations = 0;
  for (let tile = first; tile < n; tile += TILE)
    for (let i = first; i < first + strip; i++)
      for (let j = max(i + 1, tile); j < min(n, tile + TILE); j++) {
        const product = get(rowAddress(products, i - first, rest), j - first);
        if (isOrthogonal(product, get(squares, i), get(squares, j), tolerance)) continue;
        if (orthogonalisePair(i, j, length, x, basisLength, basis, squares, tolerance)) rotations++;
      }
  return rotations;
}

/** NaN counts as orthogonal, since no rotation would mend it. */
@inline
function isOrthogonal(product: f64, a: f64, b: f64, tolerance: f64): bool {
  return !(abs(product) > tolerance * (Math.sqrt(a) * Math.sqrt(b)));
}

function setSquare(i: i32, length: i32, x: usize, squares: usize): void {
  const row = rowAddress(x, i, length);
  set(squares, i, dot(length, row, row));
}

/** By their norms, descending. */
function sortRows(n: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize): void {
  for (let i = 0; i < n; i++) setSquare(i, length, x, squares);
  for (let i = 0; i < n - 1; i++) {
    let best = i;
    for (let j = i + 1; j < n; j++) if (get(squares, j) > get(squares, best)) best = j;
    if (best == i) continue;
    swap(length, rowAddress(x, i, length), rowAddress(x, best, length));
    swap(basisLength, rowAddress(basis, i, basisLength), rowAddress(basis, best, basisLength));
    swap(1, address(squares, i), address(squares, best));
  }
}

function orthogonalisePair(
  i: i32, j: i32, length: i32, x: usize, basisLength: i32, basis: usize, squares: usize, tolerance: f64,
): bool {
  const first = rowAddress(x, i, length);
  const second = rowAddress(x, j, length);
  const product = dot(length, first, second);
  const a = get(squares, i);
  const b = get(squares, j);
  if (isOrthogonal(product, a, b, tolerance)) return false;
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
