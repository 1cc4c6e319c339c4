import type { Matrix } from '../numerics/matrix';
import { columnGram } from '../numerics/products';
import type { FactoredJacobian } from './factored-jacobian';
import { explicitJacobian } from './jacobian-columns';
import { lowerJacobianGram } from './jacobian-gram';

/** The Gram matrix of J's smaller side: its eigenvalues are the nonzero ones of G, and zeros. */
export interface GramMatrix {
  /** J J^T (rows, outputs of samples) or J^T J (columns, parameters). */
  readonly side: 'rows' | 'columns';
  /** Its lower triangle; what stands above the diagonal has no meaning. */
  readonly matrix: Matrix;
  /** J itself, where its columns were multiplied. */
  readonly explicit?: Matrix;
}

/** Undefined when J has no rows or no columns. Source: docs/theory/gauss-newton.md 8.1, 8.3. */
export function gramMatrix(jacobian: FactoredJacobian): GramMatrix | undefined {
  if (jacobian.rows === 0 || jacobian.columns === 0) return undefined;
  if (jacobian.columns >= jacobian.rows) return { side: 'rows', matrix: lowerJacobianGram(jacobian) };
  const explicit = explicitJacobian(jacobian);
  return { side: 'columns', matrix: columnGram(explicit), explicit };
}
