import { Matrix } from '../../numerics/matrix';
import { symmetricEigenvalues } from '../../numerics/symmetric-eigen';
import type { CorrelationMap } from '../dual-activations/normalised-dual';
import { correlation } from '../dual-activations/dual-activation';
import { entriesAtDepth } from './entries-at-depth';

/** Extreme eigenvalues of a kernel matrix; kappa infinite where it is singular to working accuracy. */
export interface KernelSpectrum {
  readonly lambdaMin: number;
  readonly lambdaMax: number;
  readonly kappa: number;
}

export interface DepthKernels {
  readonly kernel: Matrix;
  readonly tangent: Matrix;
}

/** x_i . x_j / (|x_i| |x_j|), the unit Gram matrix of the rows of a Gram matrix; exactly 1 for parallel inputs. Zero inputs are correlated with none. */
export function correlationMatrix(gram: Matrix): Matrix {
  const n = gram.rows;
  const result = new Matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const defined = gram.get(i, i) > 0 && gram.get(j, j) > 0;
      result.set(i, j, i === j ? 1 : defined ? correlation(gram.get(i, i), gram.get(j, j), gram.get(i, j)) : 0);
    }
  return result;
}

/** Conjugate and tangent kernel after `depth` layers, from K_0 = Theta_0 = the unit Gram matrix. Source: docs/theory/deep-conditioning.md 2. */
export function kernelsAtDepth(map: CorrelationMap, correlations: Matrix, depth: number): DepthKernels {
  const n = correlations.rows;
  const entryOf = entriesAtDepth(map, correlations, depth);
  const [kernel, tangent] = [new Matrix(n, n), new Matrix(n, n)];
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const entry = entryOf(correlations.get(i, j));
      for (const at of [i * n + j, j * n + i]) {
        kernel.data[at] = entry.kernel;
        tangent.data[at] = entry.tangent;
      }
    }
  return { kernel, tangent };
}

export function kernelSpectrum(kernel: Matrix): KernelSpectrum {
  const values = symmetricEigenvalues(kernel);
  const lambdaMax = values[0];
  const lambdaMin = Math.max(0, values[values.length - 1]);
  const noise = Number.EPSILON * kernel.rows * lambdaMax;
  return { lambdaMin, lambdaMax, kappa: lambdaMin > noise ? lambdaMax / lambdaMin : Infinity };
}
