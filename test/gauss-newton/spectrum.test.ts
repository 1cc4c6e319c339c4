import { describe, expect, it } from 'vitest';
import { extremeSingularValues } from '../../src/gauss-newton/certified-singular-values';
import { float32Spectrum } from '../../src/gauss-newton/float32';
import type { FactoredJacobian } from '../../src/gauss-newton/factored-jacobian';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { Matrix } from '../../src/numerics/matrix';

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
  const gramOf = (values: readonly number[]) => Matrix.diagonal(values);
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
    expect(float32Spectrum(gramOf(values), { kappa, rank })).toEqual(expected);
  });

  it('rounds the entries', () => {
    // Eigenvalues 2 + delta and -delta/2 or so: 1 + 1e-9 is 1 in float32.
    const matrix = Matrix.fromRows([
      [1 + 1e-9, 1],
      [1, 1 + 1e-9],
    ]);
    expect(float32Spectrum(matrix, { kappa: 2e9, rank: 2 }).rank).toBe(1);
  });
});

describe('extreme singular values for bounds', () => {
  it.each([1e-1, 1e-3, 1e-6, 1e-9])('never above the smallest, %d, and close to it', (smallest) => {
    const { largest, smallest: found } = extremeSingularValues(Matrix.diagonal([1, 0.7, smallest]));
    expect(largest).toBeCloseTo(1, 14);
    expect(found).toBeLessThanOrEqual(smallest * (1 + 4 * EPSILON));
    expect(found / smallest).toBeGreaterThan(0.9);
  });
});
