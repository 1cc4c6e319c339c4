import { Matrix } from '../../numerics/matrix';
import { multiply } from '../../numerics/products';
import type { KroneckerSum } from '../kronecker-sum';

/**
 * The sum of the centred logits (I - 1 1^T / k) F, which is all that cross entropy sees: A_l becomes Q^T A_l Q with Q
 * (k x (k-1)) an orthonormal basis of the vectors of zero sum. Needs k >= 2. Source: docs/theory/gauss-newton.md 1.7.
 */
export function centredLogits(sum: KroneckerSum): KroneckerSum {
  const basis = helmertBasis(sum.outputs);
  return {
    ...sum,
    outputs: sum.outputs - 1,
    terms: sum.terms.map((term) => ({ ...term, left: multiply(basis, term.left) })),
  };
}

/** Q^T, (k-1) x k: row j compares the mean of the first j+1 coordinates with the next one. */
export function helmertBasis(outputs: number): Matrix {
  const basis = new Matrix(outputs - 1, outputs);
  for (let j = 0; j + 1 < outputs; j++) {
    const norm = Math.sqrt((j + 1) * (j + 2));
    for (let i = 0; i <= j; i++) basis.set(j, i, 1 / norm);
    basis.set(j, j + 1, -(j + 1) / norm);
  }
  return basis;
}
