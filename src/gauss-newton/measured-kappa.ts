import { cholesky } from '../numerics/cholesky';
import { Lanczos, type LanczosRun } from '../numerics/lanczos';
import type { Matrix } from '../numerics/matrix';
import { gramError, kappaInterval } from './certified-singular-values';
import type { GramMatrix } from './gram-matrix';
import type { MeasuredSpectrum } from './spectrum';

/** Both ends of the spectrum of G where J has full rank, with everything that says how far to trust them; `values` are these two. */
export interface MeasuredKappa extends Pick<
  MeasuredSpectrum,
  'rank' | 'lambdaMax' | 'lambdaMin' | 'kappa' | 'interval' | 'relativeError' | 'trace' | 'side' | 'values' | 'vectors'
> {
  /** Of the two Lanczos iterations. */
  readonly steps: { readonly top: number; readonly bottom: number };
}

/** Relative errors from here on mean that rounding may decide the rank. */
const CERTAIN = 1e-3;
const TOP: LanczosRun = { minSteps: 10, maxSteps: 150, tolerance: 1e-12 };
/** The bottom of a spectrum clusters. */
const BOTTOM: LanczosRun = { minSteps: 30, maxSteps: 150, tolerance: 1e-12 };

/** Smaller matrices have all their eigenvalues as soon as both ends. */
const WORTHWHILE = 150;

/** Whether measureKappa can answer sooner than measureSpectrum does, for a Gram matrix of this size. */
export function isKappaWorthwhile(size: number, structuralRank: number | null): boolean {
  return size >= WORTHWHILE && (structuralRank === null || structuralRank >= size);
}

/**
 * Lambda_max by Lanczos, lambda_min by Lanczos on the inverse from a Cholesky factor, at a fraction of what all eigenvalues cost. Answers
 * only where the rank is beyond doubt the size of the Gram matrix, its smallest eigenvalue far above rounding: undefined elsewhere. Source:
 * docs/theory/gauss-newton.md 8.3, 9.
 */
export function measureKappa({ side, matrix }: GramMatrix, structuralRank: number | null): MeasuredKappa | undefined {
  const size = matrix.rows;
  if (structuralRank !== null && structuralRank < size) return undefined;
  const factor = cholesky(matrix);
  const trace = traceOf(matrix);
  // Some eigenvalue is not above the smallest pivot, some not below the mean.
  if (!factor || !(gramError(size, trace / size / smallestPivot(factor)) < CERTAIN)) return undefined;
  const top = new Lanczos(size, (vector) => symmetricTimes(matrix, vector));
  const largest = top.run(TOP);
  const bottom = new Lanczos(size, (vector) => solve(factor, vector));
  const inverse = bottom.run(BOTTOM);
  const kappa = largest.value * inverse.value;
  const relativeError = gramError(size, kappa) + inverse.error / inverse.value;
  if (!(relativeError < CERTAIN)) return undefined;
  const vectors = [top, bottom];
  return {
    rank: size,
    lambdaMax: largest.value,
    lambdaMin: 1 / inverse.value,
    kappa,
    interval: kappaInterval(kappa, relativeError + largest.error / largest.value),
    relativeError,
    trace,
    side,
    values: Float64Array.of(largest.value, 1 / inverse.value),
    vectors: (indices) => indices.map((index) => vectors[index].vector()),
    steps: { top: largest.steps, bottom: inverse.steps },
  };
}

function traceOf(matrix: Matrix): number {
  let sum = 0;
  for (let i = matrix.rows - 1; i >= 0; i--) sum += matrix.get(i, i);
  return sum;
}

function smallestPivot(factor: Matrix): number {
  let smallest = Infinity;
  for (let i = 0; i < factor.rows; i++) smallest = Math.min(smallest, factor.get(i, i) ** 2);
  return smallest;
}

/** Reads the lower triangle. */
function symmetricTimes(matrix: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    const factor = vector[i];
    let sum = row[i] * factor;
    for (let j = 0; j < i; j++) {
      sum += row[j] * vector[j];
      result[j] += row[j] * factor;
    }
    result[i] += sum;
  }
  return result;
}

/** x with L L^T x = b. */
function solve(factor: Matrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < x.length; i++) {
    const row = factor.row(i);
    let sum = x[i];
    for (let j = 0; j < i; j++) sum -= row[j] * x[j];
    x[i] = sum / row[i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    const row = factor.row(i);
    const value = (x[i] /= row[i]);
    for (let j = 0; j < i; j++) x[j] -= row[j] * value;
  }
  return x;
}
