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
  const { rows: n, data } = gram;
  const result = Matrix.identity(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [square, other] = [data[i * (n + 1)], data[j * (n + 1)]];
      const entry = square > 0 && other > 0 ? correlation(square, other, data[i * n + j]) : 0;
      result.data[i * n + j] = entry;
      result.data[j * n + i] = entry;
    }
  return result;
}

/** Conjugate and tangent kernel after `depth` layers, from K_0 = Theta_0 = the unit Gram matrix. Source: docs/theory/deep-conditioning.md 2. */
export function kernelsAtDepth(map: CorrelationMap, correlations: Matrix, depth: number): DepthKernels {
  const n = correlations.rows;
  const lower = new Float64Array((n * (n + 1)) / 2);
  for (let i = 0, at = 0; i < n; at += ++i) lower.set(correlations.data.subarray(i * n, i * n + i + 1), at);
  const { kernel, tangent } = entriesAtDepth(map, lower, depth);
  return { kernel: symmetric(n, kernel), tangent: symmetric(n, tangent) };
}

function symmetric(n: number, lower: Float64Array): Matrix {
  const result = new Matrix(n, n);
  const { data } = result;
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j <= i; j++, at++) {
      data[i * n + j] = lower[at];
      data[j * n + i] = lower[at];
    }
  return result;
}

export function kernelSpectrum(kernel: Matrix): KernelSpectrum {
  const values = symmetricEigenvalues(kernel);
  const lambdaMax = values[0];
  const lambdaMin = Math.max(0, values[values.length - 1]);
  const noise = Number.EPSILON * kernel.rows * lambdaMax;
  return { lambdaMin, lambdaMax, kappa: lambdaMin > noise ? lambdaMax / lambdaMin : Infinity };
}
