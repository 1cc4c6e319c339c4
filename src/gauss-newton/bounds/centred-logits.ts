import { Matrix } from '../../numerics/matrix';
import { multiply } from '../../numerics/products';
import type { ClassScores } from '../../spec/class-scores';
import type { KroneckerSum } from '../kronecker-sum';
import { householderComplement } from '../loss-factor';

/**
 * The sum of the centred logits (I - 1 1^T / k) F, which is all that cross entropy sees: A_l becomes Q^T A_l Q with Q
 * (k x (k-1)) an orthonormal basis of the vectors of zero sum, at every position. Needs k >= 2. Source:
 * docs/theory/gauss-newton.md 1.7.
 */
export function centredLogits(sum: KroneckerSum, scores: ClassScores): KroneckerSum {
  const basis = centringBasis(scores);
  // Where all inputs vanish no factor has any entry.
  if (sum.rank === 0) return { ...sum, outputs: basis.rows };
  return {
    ...sum,
    outputs: basis.rows,
    terms: sum.terms.map((term) => ({ ...term, left: multiply(basis, term.left) })),
  };
}

/** positions (k-1) x positions k: Q^T at every position. */
export function centringBasis({ classes, positions, classStride, positionStride }: ClassScores): Matrix {
  const complement = householderComplement(new Float64Array(classes).fill(1 / Math.sqrt(classes)));
  const result = new Matrix(positions * complement.rows, positions * classes);
  for (let t = 0; t < positions; t++)
    for (let c = 0; c < complement.rows; c++)
      for (let j = 0; j < classes; j++)
        result.set(t * complement.rows + c, t * positionStride + j * classStride, complement.get(c, j));
  return result;
}
