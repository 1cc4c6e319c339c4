import type { Basis } from './basis';
import { errorOf, residualsOf, type RitzPairs, Span } from './rayleigh-ritz';
import { norm, orthonormalised } from './vectors';

/** A symmetric positive semidefinite matrix and what helps to find its bottom. */
export interface LobpcgProblem {
  /** A V, a few vectors at once. */
  readonly times: (block: readonly Float64Array[]) => Float64Array[];
  /** T V for a symmetric positive definite T near A^-1. */
  readonly precondition: (block: readonly Float64Array[]) => Float64Array[];
  /** Vectors to begin with, as many as eigenvalues are wanted. Where the matrix is singular, in its range, which `times` and `precondition` keep. */
  readonly start: readonly Float64Array[];
  /** Of the largest eigenvalue: the size of rounding. */
  readonly norm: number;
  /** Where vectors are kept; wherever they lie by default. */
  readonly newBasis?: () => Basis;
}

export interface LobpcgRun {
  readonly maxSteps: number;
  /** Relative error of the smallest eigenvalue at which to end. */
  readonly tolerance: number;
}

export interface SmallestEigenvalues {
  /** Rayleigh quotients, ascending: never below the eigenvalues of the same places but for rounding. */
  readonly values: readonly number[];
  /** Orthonormal. */
  readonly vectors: readonly Float64Array[];
  /** |A y - value y| for each: an eigenvalue lies this close. */
  readonly residuals: readonly number[];
  /**
   * How far values[0] may be from that eigenvalue: its residual, or the squared residual of the first few over their distance to the next
   * (Kato and Temple), where that is smaller.
   */
  readonly error: number;
  readonly steps: number;
}

/** Dimension of the span, in blocks, from which on it is compressed. */
const MEMORY = 8;
/** Another vector than the first is followed until its residual is this small beside its distance from the first. */
const APART = 0.25;
/** A residual this small beside the matrix is rounding. */
const ROUNDING = 2 ** -50;

/**
 * The smallest eigenvalues by the locally optimal block preconditioned conjugate gradient method: at each step the
 * smallest Ritz pairs in a span that grows by the preconditioned residuals, and that is compressed to the present vectors, some next to them and
 * the last change when it is large. Its basis is orthonormal, so that nothing breaks down as they converge. Source: docs/theory/gauss-newton.md 9; Knyazev, SIAM J. Sci. Comput. 23 (2001).
 */
export function lobpcg(problem: LobpcgProblem, { maxSteps, tolerance }: LobpcgRun): SmallestEigenvalues {
  const { times, precondition } = problem;
  const first = orthonormalised(problem.start);
  const count = first.length;
  const space = new Span(first, times(first), problem.newBasis?.(), problem.newBasis?.());
  for (let steps = 1; ; steps++) {
    const present = space.smallest(count);
    const residuals = residualsOf(present);
    const isDone = isSettled(present, residuals, problem.norm, tolerance);
    if (!isDone && space.dimension + count > MEMORY * count) space.compress(count);
    const followed = residuals.filter((residual, i) => isOpen(present.values, i, norm(residual)));
    const added = isDone || steps >= maxSteps ? [] : orthonormalised(precondition(followed), space.basis);
    if (added.length === 0) return summary(new Span(present.vectors, times(present.vectors)).smallest(count), steps);
    space.add(added, times(added));
  }
}

function isOpen(values: readonly number[], index: number, residual: number): boolean {
  return index === 0 || residual > APART * (values[index] - values[0]);
}

function isSettled(
  { values }: RitzPairs,
  residuals: readonly Float64Array[],
  size: number,
  tolerance: number,
): boolean {
  const norms = residuals.map(norm);
  return norms[0] <= ROUNDING * size || errorOf(values, norms) <= tolerance * values[0];
}

function summary(pairs: RitzPairs, steps: number): SmallestEigenvalues {
  const { vectors, values } = pairs;
  const residuals = residualsOf(pairs).map(norm);
  return { values, vectors, residuals, error: errorOf(values, residuals), steps };
}
