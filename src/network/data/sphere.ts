import { Matrix } from '../../numerics/matrix';
import { randomStream } from '../../numerics/random';
import { euclideanNorm } from './norm';

/** n x d, uniform on the sphere of radius sqrt(d). */
export function sphereData(samples: number, dimension: number, seed: number): Matrix {
  const data = new Matrix(samples, dimension, randomStream(seed, 'data').normals(samples * dimension));
  for (let i = 0; i < samples; i++) {
    const row = data.row(i);
    const factor = Math.sqrt(dimension) / euclideanNorm(row);
    for (let j = 0; j < dimension; j++) row[j] *= factor;
  }
  return data;
}
