import { Matrix } from '../numerics/matrix';
import { columnGram } from '../numerics/products';
import { ResidentSymmetric } from '../numerics/resident';
import type { FactoredJacobian } from './factored-jacobian';
import { explicitJacobian } from './jacobian-columns';
import { addJacobianGram } from './jacobian-gram';

/** The Gram matrix of J's smaller side: its eigenvalues are the nonzero ones of G, and zeros. */
export interface GramMatrix {
  /** J J^T (rows, outputs of samples) or J^T J (columns, parameters). */
  readonly side: 'rows' | 'columns';
  /** Its lower triangle; what stands above the diagonal has no meaning. */
  readonly matrix: Matrix;
  /** The same where kernels multiply by it, in the same memory, where it was formed there. */
  readonly resident?: ResidentSymmetric;
  /** J itself, where its columns were multiplied. */
  readonly explicit?: Matrix;
}

/** From this size on a matrix is worth a memory of its own. */
const WORTH_MEMORY = 150;

/** Undefined when J has no rows or no columns. Source: docs/theory/gauss-newton.md 8.1, 8.3. */
export function gramMatrix(jacobian: FactoredJacobian): GramMatrix | undefined {
  const { rows, columns } = jacobian;
  if (rows === 0 || columns === 0) return undefined;
  if (columns < rows) {
    const explicit = explicitJacobian(jacobian);
    return { side: 'columns', matrix: columnGram(explicit), explicit };
  }
  const resident = rows >= WORTH_MEMORY ? ResidentSymmetric.zeros(rows) : undefined;
  const matrix = resident?.lower() ?? new Matrix(rows, rows);
  addJacobianGram(jacobian, matrix);
  return { side: 'rows', matrix, ...(resident && { resident }) };
}
