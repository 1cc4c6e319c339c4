import type { Basis } from './basis';
import type { LobpcgRun, SmallestEigenvalues } from './lobpcg';
import { errorOf, residualsOf, Span } from './rayleigh-ritz';
import { norm, orthonormalised } from './vectors';

/** A symmetric matrix, and a span in which its bottom nearly lies. */
export interface DavidsonProblem {
  /** A V, a few vectors at once. */
  readonly times: (block: readonly Float64Array[]) => Float64Array[];
  /** Something near A^-1 x. */
  readonly precondition: (vector: Float64Array) => Float64Array;
  /** Orthonormal; the more of the bottom's neighbours lie in their span, the fewer steps. */
  readonly start: readonly Float64Array[];
  /** Where the vectors of the span are kept; scattered without it. */
  readonly newBasis?: () => Basis;
}

/** Ritz pairs looked at: the smallest one, and neighbours that tell how far it stands alone. */
const FOLLOWED = 3;

/**
 * The smallest eigenvalues in a span that grows by the preconditioned residual of the smallest one and is never compressed: from the Krylov
 * space of an inexact inverse two or three steps give all digits of A. Source: docs/theory/gauss-newton.md 9; Davidson, J. Comput. Phys. 17 (1975).
 */
export function davidson(
  { times, precondition, start, newBasis }: DavidsonProblem,
  run: LobpcgRun,
): SmallestEigenvalues {
  const space = new Span(start, times(start), newBasis?.(), newBasis?.());
  for (let steps = 0; ; steps++) {
    const { values, vectors, images } = space.smallest(FOLLOWED);
    const directions = residualsOf({ values, vectors, images });
    const residuals = directions.map(norm);
    const error = errorOf(values, residuals);
    const isDone = steps >= run.maxSteps || error <= run.tolerance * values[0];
    const added = isDone ? [] : orthonormalised([precondition(directions[0])], space.basis);
    if (added.length === 0) return { values, vectors, residuals, error, steps };
    space.add(added, times(added));
  }
}
