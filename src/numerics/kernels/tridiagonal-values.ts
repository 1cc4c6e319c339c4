import { get, set } from './memory';

const EPSILON: f64 = 2.220446049250313e-16;
const MAX_STEPS: i32 = 60;

/**
 * Eigenvalues of a symmetric tridiagonal matrix in place of its diagonal, unordered; the coupling is destroyed. Root-free QL of Pal,
 * Walker and Kahan (Parlett, The Symmetric Eigenvalue Problem, section 8.15). False when a value does not settle.
 */
export function tridiagonalValues(n: i32, diagonal: usize, coupling: usize): bool {
  for (let i = 0; i < n - 1; i++) set(coupling, i, get(coupling, i) * get(coupling, i));
  for (let first = 0; first < n; first++) {
    for (let steps = 0; ; steps++) {
      const last = endOfBlock(first, n, diagonal, coupling);
      if (last == first) break;
      if (steps == MAX_STEPS) return false;
      sweep(first, last, diagonal, coupling);
    }
  }
  return true;
}

/** Last index of the unreduced block that starts at `first`; a negligible coupling becomes zero. */
function endOfBlock(first: i32, n: i32, diagonal: usize, squares: usize): i32 {
  let i = first;
  for (; i < n - 1; i++) {
    const size = 0.5 * EPSILON * (abs(get(diagonal, i)) + abs(get(diagonal, i + 1)));
    if (get(squares, i) <= size * size) {
      set(squares, i, 0);
      break;
    }
  }
  return i;
}

/** Wilkinson's shift: the eigenvalue of the leading 2 x 2 block nearer to its first entry. */
function shift(first: i32, diagonal: usize, squares: usize): f64 {
  const root = Math.sqrt(get(squares, first));
  const half = (get(diagonal, first + 1) - get(diagonal, first)) / (2 * root);
  const distance = Math.sqrt(1 + half * half);
  return get(diagonal, first) - root / (half + (half < 0 ? -distance : distance));
}

function sweep(first: i32, last: i32, diagonal: usize, squares: usize): void {
  const sigma = shift(first, diagonal, squares);
  let cosine: f64 = 1;
  let sine: f64 = 0;
  let gamma = get(diagonal, last) - sigma;
  let p = gamma * gamma;
  for (let i = last - 1; i >= first; i--) {
    const square = get(squares, i);
    const r = p + square;
    if (i < last - 1) set(squares, i + 1, sine * r);
    const oldCosine = cosine;
    cosine = p / r;
    sine = square / r;
    const oldGamma = gamma;
    const entry = get(diagonal, i);
    // cosine (entry - sigma) - sine gamma and its square over the cosine, in quotients that do not wait for each other.
    const numerator = p * (entry - sigma) - square * oldGamma;
    gamma = numerator / r;
    set(diagonal, i + 1, oldGamma + (entry - gamma));
    p = p == 0 ? oldCosine * square : gamma * (numerator / p);
  }
  set(squares, first, sine * p);
  set(diagonal, first, sigma + gamma);
}
