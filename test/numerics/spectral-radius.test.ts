import { EigenvalueDecomposition, Matrix as Oracle } from 'ml-matrix';
import { expect, it } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { spectralRadius } from '../../src/numerics/spectral-radius';
import { numbers } from '../network/build';

// Truth: closed forms; the last is defective, its powers grow like k 2^k.
it.each([
  [[[3]], 3],
  [
    [
      [0, 1],
      [-1, 0],
    ],
    1,
  ],
  [
    [
      [0, 5],
      [0, 0],
    ],
    0,
  ],
  [
    [
      [1, 1e6],
      [0, 2],
    ],
    2,
  ],
  [
    [
      [2, 1],
      [0, 2],
    ],
    2,
  ],
])('of %j is %d', (rows, expected) => {
  expect(Math.abs(spectralRadius(Matrix.fromRows(rows)) - expected)).toBeLessThan(1e-10);
});

it('of random matrices agrees with a QR algorithm', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const a = numbers(12, 12, seed);
    const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Oracle(a.toRows()));
    const largest = Math.max(...realEigenvalues.map((re, i) => Math.hypot(re, imaginaryEigenvalues[i])));
    expect(Math.abs(spectralRadius(a) / largest - 1)).toBeLessThan(1e-11);
  }
});

it('is not a number where an entry is none', () => {
  expect(spectralRadius(Matrix.fromRows([[NaN]]))).toBeNaN();
});
