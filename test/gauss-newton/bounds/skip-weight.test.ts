import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as Dense } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { gaussianResidualEdges, spectralRadiusBound } from '../../../src/gauss-newton/bounds/skip-weight';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';

describe('spectral radius', () => {
  it.each([
    [
      'zero',
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ],
    [
      'nilpotent',
      [
        [0, 5, 1],
        [0, 0, 7],
        [0, 0, 0],
      ],
      0,
    ],
    [
      'rotation times 2',
      [
        [0, -2],
        [2, 0],
      ],
      2,
    ],
    [
      'Jordan block',
      [
        [0.5, 100],
        [0, 0.5],
      ],
      0.5,
    ],
    [
      'far from normal',
      [
        [1, 1e6],
        [0, -3],
      ],
      3,
    ],
    ['one number', [[-4]], 4],
  ])('%s', (_, rows, radius) => {
    const bound = spectralRadiusBound(Matrix.fromRows(rows));
    expect(bound).toBeGreaterThanOrEqual(radius * (1 - 1e-12));
    expect(bound).toBeLessThanOrEqual(radius * 1.01);
  });

  it('lies within 1% above the eigenvalues of random matrices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), (size, seed) => {
        const matrix = new Matrix(size, size, randomStream(seed, 'radius').normals(size * size));
        const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Dense(matrix.toRows()));
        const radius = Math.max(...realEigenvalues.map((re, i) => Math.hypot(re, imaginaryEigenvalues[i])));
        const bound = spectralRadiusBound(matrix);
        expect(bound / radius).toBeGreaterThan(1 - 1e-9);
        expect(bound / radius).toBeLessThan(1.01);
      }),
    );
  });
});

describe('edges of W + beta I', () => {
  // Truth: the predictions printed in the docs/theory/gauss-newton.md 4.3, to their digits.
  it.each([
    [1.5, 0.093, 9.3, 3],
    [2, 0.545, 12.39, 2],
    [4, 7.05, 29.94, 1.5],
  ])('ratio %d', (ratio, lower, upper) => {
    const edges = gaussianResidualEdges(ratio);
    expect(Math.abs(edges.lower / lower - 1)).toBeLessThan(6e-3);
    expect(Math.abs(edges.upper / upper - 1)).toBeLessThan(6e-4);
  });

  it('is the circular law without a skip and touches zero up to beta = g', () => {
    expect(gaussianResidualEdges(0)).toEqual({ lower: 0, upper: 4 });
    expect(gaussianResidualEdges(1).lower).toBe(0);
    expect(gaussianResidualEdges(1.001).lower).toBeGreaterThan(0);
  });
});
