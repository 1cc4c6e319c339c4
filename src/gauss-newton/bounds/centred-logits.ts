import { multiply } from '../../numerics/products';
import type { KroneckerSum } from '../kronecker-sum';
import { householderComplement } from '../loss-factor';

/**
 * The sum of the centred logits (I - 1 1^T / k) F, which is all that cross entropy sees: A_l becomes Q^T A_l Q with Q
 * (k x (k-1)) an orthonormal basis of the vectors of zero sum. Needs k >= 2. Source: docs/theory/gauss-newton.md 1.7.
 */
export function centredLogits(sum: KroneckerSum): KroneckerSum {
  const basis = householderComplement(new Float64Array(sum.outputs).fill(1 / Math.sqrt(sum.outputs)));
  return {
    ...sum,
    outputs: sum.outputs - 1,
    terms: sum.terms.map((term) => ({ ...term, left: multiply(basis, term.left) })),
  };
}
