import type { Matrix } from '../numerics/matrix';
import { gram } from '../numerics/products';
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

/** Singular values, descending, min(rows, columns) of them: from the Gram matrix where its error bar allows, else from the matrix itself. */
export function certifiedSingularValues(matrix: Matrix): Float64Array {
  const wide = matrix.rows <= matrix.cols ? matrix : matrix.transpose();
  const eigenvalues = symmetricEigenvalues(gram(wide));
  const smallest = eigenvalues[eigenvalues.length - 1];
  if (gramError(eigenvalues.length, eigenvalues[0] / smallest) < GRAM_TOLERANCE && smallest > 0)
    return eigenvalues.map(Math.sqrt);
  return singularValues(matrix);
}

/** Share by which the smallest eigenvalue may be rounded down before singular values are worth their price. */
const OUTWARD = 0.1;

/**
 * Largest and smallest of the min(rows, columns) singular values for use in a bound: rounded outward by the Gram matrix's error bar, which
 * costs a tenth of an exact decomposition.
 */
export function extremeSingularValues(matrix: Matrix): { readonly largest: number; readonly smallest: number } {
  const wide = matrix.rows <= matrix.cols ? matrix : matrix.transpose();
  const eigenvalues = symmetricEigenvalues(gram(wide));
  const [largest] = eigenvalues;
  const smallest = eigenvalues[eigenvalues.length - 1];
  const error = gramError(eigenvalues.length, largest / smallest);
  if (smallest > 0 && error < OUTWARD)
    return { largest: Math.sqrt(largest), smallest: Math.sqrt(smallest * (1 - error)) };
  const values = singularValues(matrix);
  return { largest: values[0], smallest: values[values.length - 1] };
}
