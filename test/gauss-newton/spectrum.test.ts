import { describe, expect, it } from 'vitest';
import { extremeSingularValues } from '../../src/gauss-newton/certified-singular-values';
import { float32Spectrum } from '../../src/gauss-newton/float32';
import type { FactoredJacobian } from '../../src/gauss-newton/factored-jacobian';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { Matrix } from '../../src/numerics/matrix';
import { gram, multiply } from '../../src/numerics/products';
import { orthonormalFactor } from '../../src/numerics/qr';
import { randomStream } from '../../src/numerics/random';
import { symmetricEigenvalues } from '../../src/numerics/symmetric-eigen';
import { reduceSymmetric } from '../../src/numerics/symmetric-reduction';

const EPSILON = 2 ** -52;

/** A Jacobian with these singular values: one output a sample, one parameter each. */
function diagonalJacobian(values: readonly number[]): FactoredJacobian {
  const size = values.length;
  return {
    samples: size,
    rowsPerSample: 1,
    rows: size,
    columns: size,
    parts: [
      {
        layer: 0,
        node: 1,
        samples: size,
        shared: false,
        jacobian: {
          form: 'diagonal',
          positions: 1,
          left: Matrix.diagonal(values),
          right: new Matrix(size, size, new Float64Array(size * size).fill(1)),
          width: size,
        },
      },
    ],
  };
}

const measure = (values: readonly number[], options: Partial<Parameters<typeof measureSpectrum>[1]> = {}) =>
  measureSpectrum(diagonalJacobian(values), { structuralRank: null, mayFactorise: () => true, ...options })!;

describe('spectrum of a Jacobian of known singular values', () => {
  it.each([
    { values: [4, 2, 1], source: 'gram', kappa: 16 },
    { values: [1, 1e-2, 2e-3], source: 'gram', kappa: 2.5e5 },
    { values: [1, 1e-3, 1e-5], source: 'factor', kappa: 1e10 },
    { values: [1, 1e-4, 1e-9], source: 'factor', kappa: 1e18 },
  ] as const)('$values: kappa $kappa from the $source', ({ values, source, kappa }) => {
    const spectrum = measure(values);
    expect(spectrum.source).toBe(source);
    expect(spectrum).toMatchObject({ rank: 3, rankCertain: true });
    expect(spectrum.kappa / kappa).toBeCloseTo(1, 12);
    expect(spectrum.interval[0]).toBeLessThanOrEqual(kappa);
    expect(spectrum.interval[1]).toBeGreaterThanOrEqual(kappa);
    expect(spectrum.relativeError).toBeGreaterThan(0);
  });

  it('cuts exact zeros without a doubt', () => {
    expect(measure([3, 1, 0])).toMatchObject({ rank: 2, rankCertain: true, kappa: 9, undecided: [], source: 'factor' });
  });

  it('gives an interval where a value lies at the cut', () => {
    const faint = 2 * 3 * EPSILON;
    const spectrum = measure([1, 0.5, faint]);
    expect(spectrum).toMatchObject({ rank: 3, rankCertain: false });
    expect(spectrum.undecided).toEqual([faint ** 2]);
    expect(spectrum.interval[0]).toBeCloseTo(4, 10);
    expect(spectrum.interval[1]).toBeNull();
  });

  it('does not pretend when the digits may not be bought', () => {
    const spectrum = measure([1, 0.5, 1e-12], { mayFactorise: () => false });
    expect(spectrum).toMatchObject({ source: 'gram', rank: 2, rankCertain: false, relativeError: 1 });
    expect(spectrum.interval).toEqual([4, null]);
  });

  it('keeps the error bar of the Gram matrix then', () => {
    const spectrum = measure([1, 0.5, 1e-6], { mayFactorise: () => false });
    expect(spectrum).toMatchObject({ source: 'gram', rank: 3, rankCertain: true });
    expect(spectrum.relativeError).toBeCloseTo(4 * Math.sqrt(3) * EPSILON * 1e12, 6);
  });

  it('takes the rank from the structure and says when the numbers disagree', () => {
    expect(measure([3, 1, 0], { structuralRank: 2 })).toMatchObject({
      rank: 2,
      rankCertain: true,
      source: 'gram',
      cut: null,
    });
    expect(measure([3, 1, 0], { structuralRank: 3 })).toMatchObject({ rank: 2, rankCertain: false, kappa: 9 });
    expect(measure([3, 1, 0], { structuralRank: 3 }).interval[1]).toBeNull();
  });

  it('has nothing to say of a Jacobian that vanishes', () => {
    const options = { structuralRank: null, mayFactorise: () => true };
    expect(measureSpectrum(diagonalJacobian([0, 0]), options)).toBeUndefined();
    expect(measureSpectrum(diagonalJacobian([]), options)).toBeUndefined();
  });
});

describe('what float32 would have reported', () => {
  const outcomeOf = (gram: Matrix, measured: { kappa: number; rank: number }) =>
    float32Spectrum({ gram, ...reduceSymmetric(gram), ...measured });
  it.each([
    { name: 'nothing else while kappa is small', values: [2, 1], kappa: 2, rank: 2, expected: { kappa: 2, rank: 2 } },
    {
      name: 'a lower rank once it is beyond its digits',
      values: [1, 0.5, 1e-9],
      kappa: 1e9,
      rank: 3,
      expected: { kappa: 2, rank: 2 },
    },
  ])('$name', ({ values, kappa, rank, expected }) => {
    expect(outcomeOf(Matrix.diagonal(values), { kappa, rank })).toEqual(expected);
  });

  it('rounds the entries', () => {
    // Eigenvalues 2 + delta and -delta/2 or so: 1 + 1e-9 is 1 in float32.
    const matrix = Matrix.fromRows([
      [1 + 1e-9, 1],
      [1, 1 + 1e-9],
    ]);
    expect(outcomeOf(matrix, { kappa: 2e9, rank: 2 }).rank).toBe(1);
  });

  // Truth: all eigenvalues of the rounded matrix. Spread: eigenvalues fall by the same factor; apart: all but the last near 1.
  const size = 60;
  const shapes: Record<string, (kappa: number) => readonly number[]> = {
    spread: (kappa) => Array.from({ length: size }, (_, i) => kappa ** (-i / (size - 1))),
    apart: (kappa) => Array.from({ length: size }, (_, i) => (i + 1 < size ? 1 / (1 + i * 0.01) : 1 / kappa)),
    equal: (kappa) => Array.from({ length: size }, (_, i) => (i < size / 2 ? 1 : 1 / kappa)),
    halfRank: (kappa) => Array.from({ length: size }, (_, i) => (i < size / 2 ? kappa ** ((-2 * i) / size) : 0)),
  };
  it.each(Object.keys(shapes).flatMap((shape) => [1e3, 1e4, 1e5, 1e6, 1e7, 1e9].map((kappa) => ({ shape, kappa }))))(
    '$shape, kappa $kappa: what the rounded matrix has',
    ({ shape, kappa }) => {
      const basis = orthonormalFactor(new Matrix(size, size, randomStream(5, shape).normals(size * size)));
      const matrix = gram(multiply(basis, Matrix.diagonal(shapes[shape](kappa).map(Math.sqrt))));
      const rounded = symmetricEigenvalues(new Matrix(size, size, matrix.data.map(Math.fround)));
      const kept = rounded.filter((value) => value > size * 2 ** -23 * rounded[0]);
      const outcome = outcomeOf(matrix, { kappa, rank: shape === 'halfRank' ? size / 2 : size });
      expect(outcome.rank).toBe(kept.length);
      // A hundredth is what the rounding of a matrix of small kappa may change without being looked at.
      const tolerance = size * 2 ** -23 * kappa < 1e-2 ? 1e-2 : 1e-3;
      expect(Math.abs(outcome.kappa! / (kept[0] / kept[kept.length - 1]) - 1)).toBeLessThan(tolerance);
    },
  );
});

describe('extreme singular values for bounds', () => {
  it.each([1e-1, 1e-3, 1e-6, 1e-9])('never above the smallest, %d, and close to it', (smallest) => {
    const { largest, smallest: found } = extremeSingularValues(Matrix.diagonal([1, 0.7, smallest]));
    expect(largest).toBeCloseTo(1, 14);
    expect(found).toBeLessThanOrEqual(smallest * (1 + 4 * EPSILON));
    expect(found / smallest).toBeGreaterThan(0.9);
  });
});
