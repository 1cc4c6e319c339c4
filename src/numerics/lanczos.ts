import { type Basis, ScatteredBasis } from './basis';
import { randomStream } from './random';
import { tridiagonalPairs } from './tridiagonal-pairs';
import { addTo, dot, norm, scale } from './vectors';

/** The largest eigenvalue of a symmetric positive semidefinite matrix, as far as it is known. */
export interface LargestEigenvalue {
  /** A Rayleigh quotient: never above the largest eigenvalue but for rounding. */
  readonly value: number;
  /** |A y - value y| of its unit vector y: an eigenvalue lies this close to it. */
  readonly residual: number;
  /** No more than this is the next eigenvalue, as far as it is known; the value itself where nothing is. */
  readonly next: number;
  /**
   * How far `value` may be from that eigenvalue: the residual, or its square over the distance to the next eigenvalue where that one is known
   * well enough (Kato and Temple).
   */
  readonly error: number;
  readonly steps: number;
}

/** A node of the Gauss quadrature that a start makes of the spectrum. */
export interface RitzNode {
  readonly value: number;
  /** Squared component of the start along it; the weights of a start sum to 1. */
  readonly weight: number;
  /** An eigenvalue lies this close to it. */
  readonly residual: number;
}

export interface LanczosRun {
  /** At least these, which tell eigenvalues apart that lie close together. */
  readonly minSteps: number;
  readonly maxSteps: number;
  /** Relative error of the eigenvalue at which to end. */
  readonly tolerance: number;
}

/** Steps between two looks at the projected matrix. */
const STRIDE = 3;
/** A new direction this small beside the matrix is rounding: all that the start reaches has been seen. */
const EXHAUSTED = 2 ** -50;
/** A vector that orthogonalisation leaves shorter than this share has rounding in it that another pass removes. */
const SHRUNK = 0.7;

/**
 * Lanczos iteration for the largest eigenvalue, orthogonalised against all earlier vectors at each step. Knows the
 * matrix by its products alone. From a random start the residual's eigenvalue is the largest one with probability 1. Source:
 * docs/theory/gauss-newton.md 9.
 */
export class Lanczos {
  private readonly diagonal: number[] = [];
  private readonly coupling: number[] = [];
  private previous: Float64Array | undefined;
  private next: Float64Array;

  constructor(
    size: number,
    private readonly times: (vector: Float64Array) => Float64Array,
    seed = 1,
    private readonly basis: Basis = new ScatteredBasis(),
  ) {
    this.next = randomStream(seed, 'lanczos').normals(size);
    scale(this.next, 1 / norm(this.next));
  }

  /** Steps until `run` says that it is enough. */
  run({ minSteps, maxSteps, tolerance }: LanczosRun): LargestEigenvalue {
    const most = Math.min(maxSteps, this.next.length);
    for (;;) {
      this.advance();
      const { length: steps } = this.basis;
      const isDue = steps >= most || this.isExhausted || (steps >= minSteps && (steps - minSteps) % STRIDE === 0);
      if (!isDue) continue;
      const found = this.largest();
      if (steps >= most || this.isExhausted || found.error <= tolerance * found.value) return found;
    }
  }

  /** As `advance`, with what is known then. */
  step(): LargestEigenvalue {
    this.advance();
    return this.largest();
  }

  /** Unit vector of the largest eigenvalue found so far, or of a later one. */
  vector(index = 0): Float64Array {
    const everywhere = Array.from({ length: this.steps }, (_, i) => i);
    const result = this.basis.combination(this.projection(everywhere).entries.row(index));
    scale(result, 1 / norm(result));
    return result;
  }

  /** The quadrature of the start after at most `most` steps, by ascending value. */
  quadrature(most: number): readonly RitzNode[] {
    const steps = Math.min(most, this.diagonal.length);
    const { values, entries } = this.projection([0, steps - 1], steps);
    return Array.from(values, (value, index) => ({
      value,
      weight: entries.get(index, 0) ** 2,
      residual: Math.abs(this.coupling[steps - 1] * entries.get(index, 1)),
    })).reverse();
  }

  /** Whether `steps` have been made, or all that the start reaches has been seen. */
  hasSeen(steps: number): boolean {
    return this.diagonal.length >= steps || (this.diagonal.length > 0 && this.isExhausted);
  }

  /** Orthonormal: all that the steps have seen. */
  get vectors(): readonly Float64Array[] {
    return this.basis.vectors;
  }

  get steps(): number {
    return this.diagonal.length;
  }

  private get isExhausted(): boolean {
    return this.coupling[this.coupling.length - 1] <= EXHAUSTED * Math.max(...this.diagonal);
  }

  /** One more product with the matrix. */
  advance(): void {
    const { basis, diagonal, coupling, previous } = this;
    const vector = this.next;
    basis.push(vector);
    const product = this.times(vector);
    const along = dot(product, vector);
    diagonal.push(along);
    addTo(product, vector, -along);
    if (previous) addTo(product, previous, -coupling[coupling.length - 1]);
    // What stands along earlier vectors is rounding now, which one pass removes unless hardly anything else is left.
    const before = norm(product);
    basis.removeFrom(product);
    if (norm(product) < SHRUNK * before) basis.removeFrom(product);
    const length = norm(product);
    coupling.push(length);
    if (length > 0) scale(product, 1 / length);
    this.previous = vector;
    this.next = product;
  }

  /** What the steps so far tell, one at least. */
  largest(): LargestEigenvalue {
    const { steps } = this;
    const { values, entries } = this.projection([steps - 1]);
    const length = this.coupling[steps - 1];
    const residualOf = (index: number) => Math.abs(length * entries.get(index, 0));
    const [value] = values;
    const residual = residualOf(0);
    const next = steps > 1 ? values[1] + residualOf(1) : value;
    const gap = value - next;
    return { value, residual, next, error: gap > residual ? residual ** 2 / gap : residual, steps };
  }

  /** Eigenvalues of the tridiagonal matrix of the first `size` steps, and these entries of its eigenvectors. */
  private projection(places: Iterable<number>, size = this.steps) {
    return tridiagonalPairs(this.diagonal.slice(0, size), this.coupling, [...places]);
  }
}
