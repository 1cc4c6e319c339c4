/** Eigenvectors of a symmetric tridiagonal matrix for eigenvalues that are known already. */
import { randomStream } from './random';

const STEPS = 4;
const STARTS = 3;
/** A unit vector with a residual of so many sqrt(n) eps |T| is an eigenvector as exact as the eigenvalue. */
const ENOUGH = 4;

/** Entries near 1 in size, as binaryScale leaves them; coupling[i] joins i and i + 1. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly coupling: Float64Array;
}

/**
 * Orthonormal vectors with |T x - value x| a small multiple of eps |T|, one for each value, by inverse iteration (Parlett, The Symmetric
 * Eigenvalue Problem, section 4.2), each orthogonalised against those before it. Equal values, in any number, get vectors of their own.
 * values: eigenvalues to within a few eps |T|. Cost: n times the square of the number of values.
 */
export function tridiagonalEigenvectors(matrix: Tridiagonal, values: readonly number[]): Float64Array[] {
  const norm = normOf(matrix) || 1;
  const vectors: Float64Array[] = [];
  values.forEach((value, at) => vectors.push(eigenvector(matrix, norm, value, vectors, at)));
  return vectors;
}

function eigenvector(
  matrix: Tridiagonal,
  norm: number,
  value: number,
  earlier: readonly Float64Array[],
  at: number,
): Float64Array {
  const n = matrix.diagonal.length;
  const random = randomStream(at, 'inverse iteration');
  const enough = ENOUGH * Math.sqrt(n) * Number.EPSILON * norm;
  const factors = factorShifted(matrix, value, Number.EPSILON * norm);
  let best = new Float64Array(0);
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const x = random.normals(n, start * n);
    for (let step = 0; step < STEPS; step++) {
      orthonormalise(x, earlier);
      solve(factors, x);
      orthonormalise(x, earlier);
      const residual = residualNorm(matrix, value, x);
      // The first step may stop at a mixture of neighbours; the second one costs little.
      if (residual < least) [least, best] = [residual, x.slice()];
      if (step > 0 && least <= enough) return best;
    }
  }
  return best;
}

/** P (T - value I) = L U: U has a diagonal and two rows above it, L one multiplier a row. */
interface Factors {
  readonly pivots: Float64Array;
  readonly above: Float64Array;
  readonly secondAbove: Float64Array;
  readonly multipliers: Float64Array;
  readonly exchanged: Uint8Array;
}

/** Gauss with partial pivoting; pivots below `tiny` are replaced by it. */
function factorShifted({ diagonal, coupling }: Tridiagonal, value: number, tiny: number): Factors {
  const n = diagonal.length;
  const pivots = diagonal.map((entry) => entry - value);
  const above = coupling.slice();
  const secondAbove = new Float64Array(n);
  const multipliers = new Float64Array(n);
  const exchanged = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const below = i + 1 < n ? coupling[i] : 0;
    if (Math.abs(pivots[i]) < tiny) pivots[i] = pivots[i] < 0 ? -tiny : tiny;
    if (Math.abs(below) > Math.abs(pivots[i])) {
      exchanged[i] = 1;
      multipliers[i] = pivots[i] / below;
      const right = above[i];
      pivots[i] = below;
      above[i] = pivots[i + 1];
      pivots[i + 1] = right - multipliers[i] * above[i];
      if (i + 2 < n) {
        secondAbove[i] = above[i + 1];
        above[i + 1] *= -multipliers[i];
      }
    } else {
      if (i + 1 === n) break;
      multipliers[i] = below / pivots[i];
      pivots[i + 1] -= multipliers[i] * above[i];
    }
  }
  return { pivots, above, secondAbove, multipliers, exchanged };
}

/** x becomes (T - value I)^-1 x. */
function solve({ pivots, above, secondAbove, multipliers, exchanged }: Factors, x: Float64Array): void {
  const n = x.length;
  for (let i = 0; i + 1 < n; i++) {
    if (exchanged[i]) [x[i], x[i + 1]] = [x[i + 1], x[i]];
    x[i + 1] -= multipliers[i] * x[i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    if (i + 1 < n) sum -= above[i] * x[i + 1];
    if (i + 2 < n) sum -= secondAbove[i] * x[i + 2];
    x[i] = sum / pivots[i];
  }
}

/** Twice, since once leaves what rounding made of a vector that lay nearly in the span of the others. */
function orthonormalise(x: Float64Array, others: readonly Float64Array[]): void {
  normalise(x);
  for (let pass = 0; pass < 2; pass++) {
    for (const other of others) {
      let product = 0;
      for (let i = 0; i < x.length; i++) product += x[i] * other[i];
      for (let i = 0; i < x.length; i++) x[i] -= product * other[i];
    }
    normalise(x);
  }
}

function normalise(x: Float64Array): void {
  let largest = 0;
  for (const entry of x) largest = Math.max(largest, Math.abs(entry));
  if (largest === 0) return;
  let sum = 0;
  for (const entry of x) sum += (entry / largest) ** 2;
  const norm = largest * Math.sqrt(sum);
  for (let i = 0; i < x.length; i++) x[i] /= norm;
}

function residualNorm({ diagonal, coupling }: Tridiagonal, value: number, x: Float64Array): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let entry = (diagonal[i] - value) * x[i];
    if (i > 0) entry += coupling[i - 1] * x[i - 1];
    if (i + 1 < n) entry += coupling[i] * x[i + 1];
    sum += entry * entry;
  }
  return Math.sqrt(sum);
}

/** Largest sum of absolute values in a row. */
function normOf({ diagonal, coupling }: Tridiagonal): number {
  let norm = 0;
  for (let i = 0; i < diagonal.length; i++)
    norm = Math.max(norm, Math.abs(diagonal[i]) + (i > 0 ? Math.abs(coupling[i - 1]) : 0) + Math.abs(coupling[i]));
  return norm;
}
