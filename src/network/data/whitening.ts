/** Data with the identity for second moment. */
import type { Matrix } from '../../numerics/matrix';
import { gram, multiply, multiplyTransposed, transposeMultiply } from '../../numerics/products';
import { symmetricEigen } from '../../numerics/symmetric-eigen';

/**
 * X Sigma^(+1/2) with Sigma = X^T X / n (n x d; the symmetric root keeps the axes, as in ZCA): second moment the identity on the range
 * of Sigma, zero elsewhere. `rank`: directions kept, eigenvalues above max(n, d) eps times the largest.
 */
export function whiten(data: Matrix): { readonly value: Matrix; readonly rank: number } {
  const first = whitenOnce(data);
  // The eigenvalues of Sigma are accurate relative to the largest only. After the first pass all are near 1, and the second is exact.
  return { value: whitenOnce(first.value).value, rank: first.rank };
}

/** On the smaller side: X Sigma^(+1/2) = (X X^T / n)^(+1/2) X. */
function whitenOnce(data: Matrix): { value: Matrix; rank: number } {
  const { rows, cols } = data;
  const wide = rows < cols;
  const moment = (wide ? gram(data) : transposeMultiply(data, data)).scale(1 / rows);
  const { values, vectors } = symmetricEigen(moment);
  const cut = Math.max(rows, cols) * Number.EPSILON * (values[0] ?? 0);
  const rank = values.filter((value) => value > cut).length;
  const scaled = vectors.clone();
  scaled.data.forEach((value, index) => {
    const column = index % scaled.cols;
    scaled.data[index] = column < rank ? value / Math.sqrt(values[column]) : 0;
  });
  const root = multiplyTransposed(scaled, vectors);
  return { value: wide ? multiply(root, data) : multiply(data, root), rank };
}
