/**
 * Oracle: the nonzero spectrum of Ghat = Z Z^T from ml-matrix's singular values of the explicit Z = [L_l (x) (R_l
 * S)^T]_l.
 */
import { Matrix as Dense, SingularValueDecomposition } from 'ml-matrix';
import type { KroneckerSum } from '../../src/gauss-newton/kronecker-sum';

export interface ExplicitSpectrum {
  /** Nonzero eigenvalues, descending. */
  readonly eigenvalues: readonly number[];
  readonly rank: number;
  readonly kappa: number;
}

export function explicitSpectrum(sum: KroneckerSum): ExplicitSpectrum {
  const blocks = sum.terms.map(({ left, data }) =>
    new Dense(left.toRows()).kroneckerProduct(new Dense(data.toRows()).transpose()),
  );
  const columns = blocks.reduce((total, block) => total + block.columns, 0);
  const z = Dense.zeros(sum.outputs * sum.rank, columns);
  let offset = 0;
  for (const block of blocks) {
    z.setSubMatrix(block, 0, offset);
    offset += block.columns;
  }
  const values = new SingularValueDecomposition(z, {
    autoTranspose: true,
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  }).diagonal.toSorted((a, b) => b - a);
  const kept = values.filter((value) => value > Math.max(z.rows, z.columns) * 2 ** -52 * values[0]);
  return {
    eigenvalues: kept.map((value) => value ** 2),
    rank: kept.length,
    kappa: (kept[0] / kept[kept.length - 1]) ** 2,
  };
}
