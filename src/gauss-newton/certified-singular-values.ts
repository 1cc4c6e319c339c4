import type { Matrix } from '../numerics/matrix';
import { nearDiagonal } from '../numerics/near-diagonal';
import { columnGram, gram } from '../numerics/products';
import { singularValues } from '../numerics/svd';
import { symmetricEigenvalues } from '../numerics/symmetric-eigen';

const EPSILON = 2 ** -52;
/** The Gram matrix is good enough while the stated error of its smallest eigenvalue stays below this. */
export const GRAM_TOLERANCE = 1e-9;

/**
 * Stated relative error of the smallest eigenvalue from an eigen-decomposition of a size x size Gram matrix. Source:
 * docs/theory/gauss-newton.md 8.3.
 */
export function gramError(size: number, kappa: number): number {
  return 4 * Math.sqrt(size) * EPSILON * kappa;
}

/**
 * The same for squared singular values of the factor itself: twice the error of a singular value. Source:
 * docs/theory/gauss-newton.md 8.3.
 */
export function factorError(size: number, kappa: number): number {
  return 8 * Math.sqrt(size) * EPSILON * Math.sqrt(kappa);
}

/** What kappa can be when the smallest eigenvalue is known up to this relative error; no upper end from an error of 1 on. */
export function kappaInterval(kappa: number, relativeError: number): readonly [number, number | null] {
  return [Math.max(1, kappa / (1 + relativeError)), relativeError < 1 ? kappa / (1 - relativeError) : null];
}

/**
 * Singular values, descending, min(rows, columns) of them: from the Gram matrix where its error bar allows, else from the matrix itself.
 * `square`: the Gram matrix of the smaller side, where it is known.
 */
export function certifiedSingularValues(matrix: Matrix, square = smallerGram(matrix)): Float64Array {
  return certifiedEigenvalues(square)?.map(Math.sqrt) ?? singularValues(matrix);
}

/** Eigenvalues, descending, of a Gram matrix of full rank where its error bar allows; undefined elsewhere. */
export function certifiedEigenvalues(square: Matrix): Float64Array | undefined {
  const eigenvalues = nearDiagonal(square)?.sort().reverse() ?? symmetricEigenvalues(square);
  const smallest = eigenvalues[eigenvalues.length - 1];
  const isCertain = smallest > 0 && gramError(eigenvalues.length, eigenvalues[0] / smallest) < GRAM_TOLERANCE;
  return isCertain ? eigenvalues : undefined;
}

/** Share by which the smallest eigenvalue may be rounded down before singular values are worth their price. */
const OUTWARD = 0.1;

/**
 * Largest and smallest of the min(rows, columns) singular values for use in a bound: rounded outward by the Gram matrix's error bar, which
 * costs a tenth of an exact decomposition.
 */
export function extremeSingularValues(matrix: Matrix): { readonly largest: number; readonly smallest: number } {
  const eigenvalues = symmetricEigenvalues(smallerGram(matrix));
  const [largest] = eigenvalues;
  const smallest = eigenvalues[eigenvalues.length - 1];
  const error = gramError(eigenvalues.length, largest / smallest);
  if (smallest > 0 && error < OUTWARD)
    return { largest: Math.sqrt(largest), smallest: Math.sqrt(smallest * (1 - error)) };
  const values = singularValues(matrix);
  return { largest: values[0], smallest: values[values.length - 1] };
}

function smallerGram(matrix: Matrix): Matrix {
  return matrix.rows <= matrix.cols ? gram(matrix) : columnGram(matrix);
}
