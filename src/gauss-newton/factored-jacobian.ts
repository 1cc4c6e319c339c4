import type { ParameterJacobian } from '../network/operation';

/**
 * The Jacobian whose squared singular values are the nonzero eigenvalues of G = (1/n) sum_i J_i^T H_i J_i, factored by
 * layer. Rows: `samples` blocks of `rowsPerSample`. For a linear network under mse the samples are the rows of a factor
 * of the data's second moment, not the data (docs/theory/gauss-newton.md 1.3, 1.6): the same spectrum from r k rows,
 * whatever n.
 */
export interface FactoredJacobian {
  readonly samples: number;
  readonly rowsPerSample: number;
  /** samples * rowsPerSample. */
  readonly rows: number;
  /** Learnable, surviving parameters. */
  readonly columns: number;
  readonly parts: readonly JacobianPart[];
}

export interface JacobianPart {
  /** Index into the architecture's layers. */
  readonly layer: number;
  readonly node: number;
  readonly jacobian: ParameterJacobian;
  /** Blocks of the rows with a right factor each: the samples, or 1 where the batch couples them and they are positions. */
  readonly samples: number;
  /** `left` holds one sample's rows that stand for every sample: the cotangents of a linear network do not depend on the sample. */
  readonly shared: boolean;
}

/** Columns of a part: learnable, surviving parameters. */
export function parameterCount(jacobian: ParameterJacobian): number {
  if (jacobian.form !== 'outer') return jacobian.width;
  return jacobian.mask?.reduce((sum, alive) => sum + alive, 0) ?? jacobian.leftWidth * jacobian.rightWidth;
}
