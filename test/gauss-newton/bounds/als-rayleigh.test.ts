import { expect, it } from 'vitest';
import { alsRayleighQuotients } from '../../../src/gauss-newton/bounds/als-rayleigh';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { columnGram } from '../../../src/numerics/products';
import { chainSum } from '../../support/reference-linear';

/** One layer: Ghat = I (x) Sigma, whose eigenvectors are u (x) v. */
it.each([
  ['small enough to reduce', 20, 40],
  ['large: Lanczos steps', 160, 200],
  ['large and singular: the range of Sigma', 160, 155],
])('the quotients of one layer are the eigenvalues of Sigma: %s', (_, features, samples) => {
  const data = new Matrix(samples, features, randomStream(7, 'data').normals(samples * features));
  const values = symmetricEigenvalues(columnGram(data).scale(1 / samples));
  const { largest, smallest } = alsRayleighQuotients(chainSum([new Matrix(3, features)], data));
  expect(largest / values[0]).toBeCloseTo(1, 9);
  expect(smallest / values[Math.min(features, samples) - 1]).toBeCloseTo(1, 9);
});
