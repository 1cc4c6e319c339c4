import { Matrix } from './matrix';
import { randomStream } from './random';
import { symmetricEigen } from './symmetric-eigen';

/** The largest eigenvalue of a symmetric positive semidefinite matrix, as far as it is known. */
export interface LargestEigenvalue {
  /** A Rayleigh quotient: never above the largest eigenvalue but for rounding. */
  readonly value: number;
  /** |A y - value y| of its unit vector y: an eigenvalue lies this close to it. */
  readonly residual: number;
  readonly steps: number;
}

/**
 * Lanczos iteration for the largest eigenvalue, orthogonalised against all earlier vectors twice at each step. Knows the
 * matrix by its products alone. From a random start the residual's eigenvalue is the largest one with probability 1. Source:
 * docs/theory/gauss-newton.md 9.
 */
export class Lanczos {
  private readonly basis: Float64Array[] = [];
  private readonly diagonal: number[] = [];
  private readonly coupling: number[] = [];
  private next: Float64Array;

  constructor(
    size: number,
    private readonly times: (vector: Float64Array) => Float64Array,
  ) {
    this.next = randomStream(1, 'lanczos').normals(size);
    scale(this.next, 1 / norm(this.next));
  }

  /** One more product with the matrix. */
  step(): LargestEigenvalue {
    const { basis, diagonal, coupling } = this;
    const vector = this.next;
    basis.push(vector);
    const product = this.times(vector);
    diagonal.push(dot(product, vector));
    for (let pass = 0; pass < 2; pass++) for (const earlier of basis) addTo(product, earlier, -dot(product, earlier));
    const length = norm(product);
    const { value, last } = this.topPair();
    coupling.push(length);
    if (length > 0) scale(product, 1 / length);
    this.next = product;
    return { value, residual: Math.abs(length * last), steps: basis.length };
  }

  /** Of the tridiagonal matrix: its largest eigenvalue, and the last entry of that unit eigenvector. */
  private topPair(): { readonly value: number; readonly last: number } {
    const size = this.diagonal.length;
    const projected = new Matrix(size, size);
    this.diagonal.forEach((value, i) => projected.set(i, i, value));
    for (let i = 1; i < size; i++) {
      projected.set(i, i - 1, this.coupling[i - 1]);
      projected.set(i - 1, i, this.coupling[i - 1]);
    }
    const { values, vectors } = symmetricEigen(projected);
    return { value: values[0], last: vectors.get(size - 1, 0) };
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] *= factor;
}

function addTo(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}
