import { type Basis, ResidentBasis } from '../numerics/basis';
import { Lanczos, type LanczosRun } from '../numerics/lanczos';
import type { Matrix } from '../numerics/matrix';
import { davidson, type DavidsonProblem } from '../numerics/davidson';
import { CholeskyFactor, ResidentSymmetric } from '../numerics/resident';
import { withSingleFactor } from '../numerics/single-factor';
import { giveBack, takeMachine } from '../numerics/spare-machines';
import { scale } from '../numerics/vectors';
import { gramError, kappaInterval } from './certified-singular-values';
import type { GramMatrix } from './gram-matrix';
import type { MeasuredSpectrum } from './spectrum';

/** Both ends of the spectrum of G where J has full rank, with everything that says how far to trust them; `values` are these two. */
export interface MeasuredKappa extends Pick<
  MeasuredSpectrum,
  'rank' | 'lambdaMax' | 'lambdaMin' | 'kappa' | 'interval' | 'relativeError' | 'trace' | 'side' | 'values' | 'vectors'
> {
  /** Of the iterations; `refinement`: in float64, where a float32 factor led to the bottom. */
  readonly steps: { readonly top: number; readonly bottom: number; readonly refinement?: number };
}

/** Relative errors from here on mean that rounding may decide the rank. */
const CERTAIN = 1e-3;
const TOP: LanczosRun = { minSteps: 10, maxSteps: 150, tolerance: 1e-11 };
/** The bottom of a spectrum clusters. */
const BOTTOM: LanczosRun = { minSteps: 30, maxSteps: 150, tolerance: 1e-11 };
/** Steps in float64 after those in float32; where they do not get as far, float32 was too coarse. */
const REFINEMENT = { maxSteps: 24, tolerance: BOTTOM.tolerance };
/** Below this size a factor in float64 takes no longer than what float32 asks for besides. */
const WORTH_SINGLE = 800;
/** Up to here the rounding of a float32 factor, a few eps_32 of lambda_max, moves no eigenvalue by more than some hundredths. */
const SINGLE_KAPPA = 1e5;

/** Smaller matrices have all their eigenvalues as soon as both ends. */
const WORTHWHILE = 150;

/** Whether measureKappa can answer sooner than measureSpectrum does, for a Gram matrix of this size. */
export function isKappaWorthwhile(size: number, structuralRank: number | null): boolean {
  return size >= WORTHWHILE && (structuralRank === null || structuralRank >= size);
}

/**
 * Lambda_max by Lanczos, lambda_min by Lanczos on the inverse from a Cholesky factor, at a fraction of what all eigenvalues cost: for large
 * matrices from one in float32, then refined by products in float64. Answers only where the rank is beyond doubt the size of the Gram
 * matrix, its smallest eigenvalue far above rounding: undefined elsewhere. Source: docs/theory/gauss-newton.md 8.3, 9.
 */
export function measureKappa(gram: GramMatrix, structuralRank: number | null): MeasuredKappa | undefined {
  const size = gram.matrix.rows;
  if (structuralRank !== null && structuralRank < size) return undefined;
  const { machine } = takeMachine();
  try {
    return bothEnds(gram, () => new ResidentBasis(size, machine));
  } finally {
    giveBack(machine);
  }
}

type LinearMap = (vector: Float64Array) => Float64Array;
type NewBasis = () => Basis;

function bothEnds(
  { side, matrix, resident = ResidentSymmetric.of(matrix) }: GramMatrix,
  newBasis: NewBasis,
): MeasuredKappa | undefined {
  const size = matrix.rows;
  const trace = traceOf(matrix);
  // A power of two: squares of the entries shall not underflow, and nothing be rounded.
  const unit = 2 ** Math.round(Math.log2(trace / size));
  const times = (block: readonly Float64Array[]) => resident.timesAll(block).map((vector) => scaled(vector, 1 / unit));
  const top = new Lanczos(size, (vector) => times([vector])[0], 1, newBasis());
  const inverseOf = (solve: LinearMap) => (vector: Float64Array) => scaled(solve(vector), unit);
  const fromSingle = (solve: LinearMap) => {
    const largest = top.run(TOP);
    return { largest, bottom: refinedBottom(size, times, inverseOf(solve), largest.value, newBasis) };
  };
  const single = size >= WORTH_SINGLE ? withSingleFactor(size, (i) => resident.row(i), fromSingle) : undefined;
  const factor = single?.bottom ? undefined : CholeskyFactor.of(matrix);
  const largest = single?.largest ?? (factor && top.run(TOP));
  const solve = factor && inverseOf((vector) => factor.solve(vector));
  const bottom = single?.bottom ?? (solve && inverseBottom(size, solve, newBasis));
  factor?.release();
  if (!largest || !bottom) return undefined;
  const kappa = largest.value / bottom.value;
  const relativeError = gramError(size, kappa) + bottom.error;
  if (!(relativeError < CERTAIN)) return undefined;
  const vectors = [top.vector(), bottom.vector];
  return {
    rank: size,
    lambdaMax: largest.value * unit,
    lambdaMin: bottom.value * unit,
    kappa,
    interval: kappaInterval(kappa, relativeError + largest.error / largest.value),
    relativeError,
    trace,
    side,
    values: Float64Array.of(largest.value * unit, bottom.value * unit),
    vectors: (indices) => indices.map((index) => vectors[index]),
    steps: { top: largest.steps, ...bottom.steps },
  };
}

interface Bottom {
  readonly value: number;
  /** Relative, of the iteration alone. */
  readonly error: number;
  readonly vector: Float64Array;
  readonly steps: Pick<MeasuredKappa['steps'], 'bottom' | 'refinement'>;
}

function inverseBottom(size: number, solve: LinearMap, newBasis: NewBasis): Bottom {
  const lanczos = new Lanczos(size, solve, 1, newBasis());
  const { value, error, steps } = lanczos.run(BOTTOM);
  return { value: 1 / value, error: error / value, vector: lanczos.vector(), steps: { bottom: steps } };
}

/** From the Krylov space of a float32 inverse, whose errors products with the matrix itself remove; undefined where they do not. */
function refinedBottom(
  size: number,
  times: DavidsonProblem['times'],
  solve: LinearMap,
  largest: number,
  newBasis: NewBasis,
): Bottom | undefined {
  const lanczos = new Lanczos(size, solve, 1, newBasis());
  const inverse = lanczos.run(BOTTOM);
  if (!(largest * inverse.value < SINGLE_KAPPA)) return undefined;
  const problem = { times, precondition: solve, start: lanczos.vectors, newBasis };
  const { values, vectors, error, steps } = davidson(problem, REFINEMENT);
  const aim = Math.max(REFINEMENT.tolerance, inverse.error / inverse.value);
  if (!(error <= aim * values[0])) return undefined;
  return {
    value: values[0],
    error: error / values[0],
    vector: vectors[0],
    steps: { bottom: inverse.steps, refinement: steps },
  };
}

function scaled(vector: Float64Array, factor: number): Float64Array {
  scale(vector, factor);
  return vector;
}

function traceOf(matrix: Matrix): number {
  let sum = 0;
  for (let i = matrix.rows - 1; i >= 0; i--) sum += matrix.get(i, i);
  return sum;
}
