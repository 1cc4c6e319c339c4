/** Gaussian samples with a chosen spectrum of covariance. */
import { Matrix } from '../../numerics/matrix';
import { power } from '../../numerics/power';
import { multiplyTransposed } from '../../numerics/products';
import { orthonormalFactor } from '../../numerics/qr';
import { randomStream } from '../../numerics/random';
import type { DataSource } from '../../spec/architecture';

export type GaussianSource = Extract<DataSource, { kind: 'gaussian' }>;

/** n x d draws of N(mean 1, Q diag(eigenvalues) Q^T), Q orthogonal from a random stream of its own. */
export function gaussianData({ samples, covariance, mean, seed }: GaussianSource, dimension: number): Matrix {
  const draws = new Matrix(samples, dimension, randomStream(seed, 'data').normals(samples * dimension));
  const centred =
    covariance.kind === 'identity' ? draws : rotated(stretched(draws, eigenvalues(covariance, dimension)), seed);
  return new Matrix(
    samples,
    dimension,
    centred.data.map((value) => value + mean),
  );
}

/** Descending, the largest 1: j^-exponent, or evenly spaced in logarithm from 1 to 1/condition. */
export function eigenvalues(covariance: GaussianSource['covariance'], dimension: number): Float64Array {
  const values = new Float64Array(dimension).fill(1);
  if (covariance.kind === 'powerlaw') return values.map((_, j) => power(j + 1, -covariance.exponent));
  if (covariance.kind === 'condition' && dimension > 1)
    return values.map((_, j) => power(covariance.value, -j / (dimension - 1)));
  return values;
}

function stretched({ rows, cols, data }: Matrix, variances: Float64Array): Matrix {
  const deviations = variances.map(Math.sqrt);
  return new Matrix(
    rows,
    cols,
    data.map((value, index) => value * deviations[index % cols]),
  );
}

function rotated(data: Matrix, seed: number): Matrix {
  const { cols } = data;
  const axes = orthonormalFactor(new Matrix(cols, cols, randomStream(seed, 'data axes').normals(cols * cols)));
  return multiplyTransposed(data, axes);
}
