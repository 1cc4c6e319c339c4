import { Lanczos, type LanczosRun } from '../numerics/lanczos';
import type { Matrix } from '../numerics/matrix';
import { CholeskyFactor, ResidentSymmetric } from '../numerics/resident';
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
const TOP: LanczosRun = { minSteps: 10, maxSteps: 150, tolerance: 1e-11 };
/** The bottom of a spectrum clusters. */
const BOTTOM: LanczosRun = { minSteps: 30, maxSteps: 150, tolerance: 1e-11 };

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
export function measureKappa(
  { side, matrix, resident = ResidentSymmetric.of(matrix) }: GramMatrix,
  structuralRank: number | null,
): MeasuredKappa | undefined {
  const size = matrix.rows;
  if (structuralRank !== null && structuralRank < size) return undefined;
  const factor = CholeskyFactor.of(matrix);
  if (!factor) return undefined;
  const bottom = new Lanczos(size, (vector) => factor.solve(vector));
  const inverse = bottom.run(BOTTOM);
  const top = new Lanczos(size, (vector) => resident.times(vector));
  const largest = top.run(TOP);
  const kappa = largest.value * inverse.value;
  const relativeError = gramError(size, kappa) + inverse.error / inverse.value;
  if (!(relativeError < CERTAIN)) return undefined;
  const vectors = [top.vector(), bottom.vector()];
  return {
    rank: size,
    lambdaMax: largest.value,
    lambdaMin: 1 / inverse.value,
    kappa,
    interval: kappaInterval(kappa, relativeError + largest.error / largest.value),
    relativeError,
    trace: traceOf(matrix),
    side,
    values: Float64Array.of(largest.value, 1 / inverse.value),
    vectors: (indices) => indices.map((index) => vectors[index]),
    steps: { top: largest.steps, bottom: inverse.steps },
  };
}

function traceOf(matrix: Matrix): number {
  let sum = 0;
  for (let i = matrix.rows - 1; i >= 0; i--) sum += matrix.get(i, i);
  return sum;
}
