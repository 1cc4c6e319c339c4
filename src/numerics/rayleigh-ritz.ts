import { type Basis, ScatteredBasis } from './basis';
import { Matrix } from './matrix';
import { symmetricEigen } from './symmetric-eigen';
import { addTo, orthonormalised } from './vectors';

/** Dimension of a span after compression, in blocks. */
const KEPT = 2;

/** The smallest eigenvalues of a symmetric matrix in a span. */
export interface RitzPairs {
  /** Ascending. */
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
  /** Their products with the matrix. */
  readonly images: readonly Float64Array[];
}

/** The span of orthonormal vectors with the matrix projected to it. */
export class Span {
  /** Rows of the projection's lower triangle. */
  private projected: Float64Array[] = [];
  /** Where the vectors begin that came last. */
  private lastFrom = 0;

  /** `basis` and `images` hold them, empty at first. */
  constructor(
    vectors: readonly Float64Array[],
    products: readonly Float64Array[],
    readonly basis: Basis = new ScatteredBasis(),
    private readonly images: Basis = new ScatteredBasis(),
  ) {
    this.add(vectors, products);
  }

  get dimension(): number {
    return this.basis.length;
  }

  add(vectors: readonly Float64Array[], images: readonly Float64Array[]): void {
    this.lastFrom = this.dimension;
    vectors.forEach((vector, i) => {
      this.basis.push(vector);
      this.images.push(images[i]);
      this.projected.push(this.basis.components(images[i]));
    });
  }

  /** Rayleigh and Ritz. */
  smallest(count: number): RitzPairs {
    const { values, columns } = this.ritz();
    return { values: values.slice(0, count), ...this.combined(columns.slice(0, count)) };
  }

  /** To the smallest Ritz vectors, and of the others what the last ones added to get the first `count`. */
  compress(count: number): void {
    const kept = this.ritz().columns.slice(0, KEPT * count);
    const changes = kept.slice(0, count).map((column) => column.map((value, i) => (i < this.lastFrom ? 0 : value)));
    const { vectors, images } = this.combined([...kept, ...orthonormalised(changes, kept)]);
    this.basis.clear();
    this.images.clear();
    this.projected = [];
    this.add(vectors, images);
  }

  private combined(columns: readonly Float64Array[]) {
    return {
      vectors: columns.map((column) => this.basis.combination(column)),
      images: columns.map((column) => this.images.combination(column)),
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

/** A x - value x. */
export function residualsOf({ vectors, images, values }: RitzPairs): Float64Array[] {
  return images.map((image, i) => {
    const residual = image.slice();
    addTo(residual, vectors[i], -values[i]);
    return residual;
  });
}

/**
 * How far values[0] may be from an eigenvalue, by the norms of residuals: the first one, or the squared residual of the first few
 * over their distance to the next (Kato and Temple), where that is smaller. The first few may be a cluster: each distance to the next
 * one that is known well enough gives an estimate.
 */
export function errorOf(values: readonly number[], residuals: readonly number[]): number {
  let square = 0;
  return values.reduce((least, value, i) => {
    square += residuals[i] ** 2;
    const gap = i + 1 < values.length ? values[i + 1] - residuals[i + 1] - value : 0;
    return gap > Math.sqrt(square) ? Math.min(least, square / gap) : least;
  }, residuals[0]);
}
