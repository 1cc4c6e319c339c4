import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { gram, transposeMultiply } from '../../../src/numerics/products';
import { singularValues } from '../../../src/numerics/svd';
import { eigenvalues, gaussianData, type GaussianSource } from '../../../src/network/data/gaussian';
import { orthogonalData } from '../../../src/network/data/orthogonal';
import { sphereData } from '../../../src/network/data/sphere';
import { expectClose } from '../operations/check';

const gaussian = (changes: Partial<GaussianSource> = {}): GaussianSource => ({
  kind: 'gaussian',
  samples: 20000,
  covariance: { kind: 'identity' },
  mean: 0,
  seed: 1,
  ...changes,
});

const secondMoment = (data: Matrix) => transposeMultiply(data, data).scale(1 / data.rows);
const mean = (data: Matrix, column: number) => data.column(column).reduce((sum, value) => sum + value, 0) / data.rows;

describe('gaussian', () => {
  test.each<[GaussianSource['covariance'], number, number[]]>([
    [{ kind: 'identity' }, 3, [1, 1, 1]],
    [{ kind: 'powerlaw', exponent: 1 }, 4, [1, 1 / 2, 1 / 3, 1 / 4]],
    [{ kind: 'powerlaw', exponent: 2 }, 3, [1, 1 / 4, 1 / 9]],
    [{ kind: 'condition', value: 1e4 }, 3, [1, 1e-2, 1e-4]],
    [{ kind: 'condition', value: 1e4 }, 1, [1]],
  ])('eigenvalues of %o in %s dimensions', (covariance, dimension, expected) =>
    expectClose(eigenvalues(covariance, dimension), expected, 1e-15),
  );

  // 20000 samples: relative error of each eigenvalue of the sample covariance about sqrt(2 / 20000) = 1 %; four of them.
  test.each<GaussianSource['covariance']>([
    { kind: 'identity' },
    { kind: 'powerlaw', exponent: 1 },
    { kind: 'condition', value: 1e3 },
  ])('%o has that spectrum', (covariance) => {
    const data = gaussianData(gaussian({ covariance }), 4);
    const actual = singularValues(data).map((value) => value ** 2 / 20000);
    eigenvalues(covariance, 4).forEach((value, j) => expect(Math.abs(actual[j] / value - 1)).toBeLessThan(0.04));
  });

  test('the axes of a covariance are no coordinate axes', () => {
    const moment = secondMoment(gaussianData(gaussian({ covariance: { kind: 'condition', value: 1e6 } }), 2));
    expect(Math.abs(moment.get(0, 1))).toBeGreaterThan(0.05);
  });

  test('the mean is every coordinate’s', () => {
    const data = gaussianData(gaussian({ mean: 3 }), 2);
    for (const column of [0, 1]) expect(Math.abs(mean(data, column) - 3)).toBeLessThan(4 / Math.sqrt(20000));
  });

  test('more samples keep those there were; another seed has others', () => {
    const few = gaussianData(gaussian({ samples: 3 }), 2);
    expect(gaussianData(gaussian({ samples: 5 }), 2).data.slice(0, 6)).toEqual(few.data);
    expect(gaussianData(gaussian({ samples: 3, seed: 2 }), 2)).not.toEqual(few);
  });
});

test('sphere: every sample has length sqrt(d), no direction preferred', () => {
  const data = sphereData(4000, 3, 1);
  for (let i = 0; i < 4000; i++) expect(Math.hypot(...data.row(i))).toBeCloseTo(Math.sqrt(3), 13);
  expectClose(secondMoment(data).data, Matrix.identity(3).data, 0.06);
  for (const column of [0, 1, 2]) expect(Math.abs(mean(data, column))).toBeLessThan(4 / Math.sqrt(4000));
});

describe('orthogonal', () => {
  test.each([[2, 5], [5, 5]])('%s samples in %s dimensions: X X^T = d I', (samples, dimension) => {
    const data = orthogonalData(samples, dimension, 1);
    expect([data.rows, data.cols]).toEqual([samples, dimension]);
    expectClose(gram(data).data, Matrix.identity(samples).scale(dimension).data, 1e-14);
  }); // prettier-ignore

  test('more samples than dimensions: the second moment is the identity', () => {
    const data = orthogonalData(9, 4, 1);
    expect([data.rows, data.cols]).toEqual([9, 4]);
    expectClose(secondMoment(data).data, Matrix.identity(4).data, 1e-14);
  });
});
