import { Matrix } from './matrix';
import { symmetricEigen } from './symmetric-eigen';
import { addTo, combination, dot, norm, orthonormalised } from './vectors';

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

/** Dimension of the span, in blocks, from which on it is compressed, and to which. */
const MEMORY = 8;
const KEPT = 2;
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
  let space = new Span(first, times(first));
  for (let steps = 1; ; steps++) {
    const present = space.smallest(count);
    const residuals = residualsOf(present);
    const isDone = isSettled(present, residuals, problem.norm, tolerance);
    if (!isDone && space.dimension + count > MEMORY * count) space = space.compressed(count);
    const followed = residuals.filter((residual, i) => isOpen(present.values, i, norm(residual)));
    const added = isDone || steps >= maxSteps ? [] : orthonormalised(precondition(followed), space.vectors);
    if (added.length === 0) return summary(new Span(present.vectors, times(present.vectors)).smallest(count), steps);
    space.add(added, times(added));
  }
}

function isOpen(values: readonly number[], index: number, residual: number): boolean {
  return index === 0 || residual > APART * (values[index] - values[0]);
}

interface RitzPairs {
  /** Ascending. */
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
  /** Their products with the matrix. */
  readonly images: readonly Float64Array[];
}

/** The span of orthonormal vectors with the matrix projected to it. */
class Span {
  readonly vectors: Float64Array[] = [];
  private readonly images: Float64Array[] = [];
  /** Rows of the projection's lower triangle. */
  private readonly projected: number[][] = [];
  /** Where the vectors begin that came last. */
  private lastFrom = 0;

  constructor(vectors: readonly Float64Array[], images: readonly Float64Array[]) {
    this.add(vectors, images);
  }

  get dimension(): number {
    return this.vectors.length;
  }

  add(vectors: readonly Float64Array[], images: readonly Float64Array[]): void {
    this.lastFrom = this.dimension;
    vectors.forEach((vector, i) => {
      this.vectors.push(vector);
      this.images.push(images[i]);
      this.projected.push(this.vectors.map((earlier) => dot(earlier, images[i])));
    });
  }

  /** Rayleigh and Ritz. */
  smallest(count: number): RitzPairs {
    const { values, columns } = this.ritz();
    return { values: values.slice(0, count), ...this.combined(columns.slice(0, count)) };
  }

  /** The smallest Ritz vectors, and of the others what the last ones added to get the first `count`. */
  compressed(count: number): Span {
    const kept = this.ritz().columns.slice(0, KEPT * count);
    const changes = kept.slice(0, count).map((column) => column.map((value, i) => (i < this.lastFrom ? 0 : value)));
    const { vectors, images } = this.combined([...kept, ...orthonormalised(changes, kept)]);
    return new Span(vectors, images);
  }

  private combined(columns: readonly Float64Array[]) {
    return {
      vectors: columns.map((column) => combination(this.vectors, column)),
      images: columns.map((column) => combination(this.images, column)),
    };
  }

  private ritz() {
    const size = this.dimension;
    const projected = new Matrix(size, size);
    this.projected.forEach((row, i) => projected.row(i).set(row));
    const { values, vectors } = symmetricEigen(projected);
    const order = Array.from({ length: size }, (_, i) => size - 1 - i);
    return { values: order.map((i) => values[i]), columns: order.map((i) => vectors.column(i)) };
  }
}

function residualsOf({ vectors, images, values }: RitzPairs): Float64Array[] {
  return images.map((image, i) => {
    const residual = image.slice();
    addTo(residual, vectors[i], -values[i]);
    return residual;
  });
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

/** The first few may be a cluster: each distance to the next one that is known well enough gives an estimate. */
function errorOf(values: readonly number[], residuals: readonly number[]): number {
  let square = 0;
  return values.reduce((least, value, i) => {
    square += residuals[i] ** 2;
    const gap = i + 1 < values.length ? values[i + 1] - residuals[i + 1] - value : 0;
    return gap > Math.sqrt(square) ? Math.min(least, square / gap) : least;
  }, residuals[0]);
}
