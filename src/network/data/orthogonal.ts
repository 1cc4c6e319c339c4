import { Matrix } from '../../numerics/matrix';
import { orthonormalFactor } from '../../numerics/qr';
import { randomStream } from '../../numerics/random';
import { scale } from '../../numerics/vectors';

/**
 * n x d: mutually orthogonal samples of length sqrt(d) while n <= d; beyond, orthogonal features of length sqrt(n), so that the second
 * moment is the identity.
 */
export function orthogonalData(samples: number, dimension: number, seed: number): Matrix {
  const [long, short] = [Math.max(samples, dimension), Math.min(samples, dimension)];
  const draws = new Matrix(long, short, randomStream(seed, 'data').normals(long * short));
  const factor = orthonormalFactor(draws);
  scale(factor.data, Math.sqrt(long));
  return samples <= dimension ? factor.transpose() : factor;
}
