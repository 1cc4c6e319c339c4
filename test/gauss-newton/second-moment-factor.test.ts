import { describe, expect, it } from 'vitest';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { orthogonalData } from '../../src/network/data/orthogonal';
import { Matrix } from '../../src/numerics/matrix';
import { isDiagonal } from '../../src/numerics/near-diagonal';
import { multiply, transposeMultiply } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';

const random = (rows: number, cols: number, key = `${rows}x${cols}`) =>
  new Matrix(rows, cols, randomStream(1, key).normals(rows * cols));

/** Its first entry changed. */
function nudged(matrix: Matrix, by: number): Matrix {
  matrix.set(0, 0, matrix.get(0, 0) + by);
  return matrix;
}

describe('rows that stand for the data', () => {
  it.each([
    { name: 'more samples than features', inputs: random(30, 5), rank: 5, full: true },
    { name: 'fewer samples than features', inputs: random(4, 9), rank: 4, full: false },
    { name: 'as many', inputs: random(6, 6), rank: 6, full: true },
    { name: 'low rank, many samples', inputs: multiply(random(20, 2), random(2, 6)), rank: 2, full: false },
    {
      name: 'repeated samples',
      inputs: Matrix.fromRows([
        [1, 2, 3],
        [1, 2, 3],
        [2, 4, 6],
      ]),
      rank: 1,
      full: false,
    },
    {
      name: 'a feature that is always zero',
      inputs: multiply(
        random(20, 2),
        Matrix.fromRows([
          [1, 0, 2],
          [3, 0, 1],
        ]),
      ),
      rank: 2,
      full: false,
    },
  ])('$name: same second moment, as many rows as its rank', ({ inputs, rank, full }) => {
    const factor = secondMomentFactor(inputs, false);
    expect([factor.samples.rows, factor.full, factor.rankCertain]).toEqual([rank, full, true]);
    const expected = transposeMultiply(inputs, inputs).scale(1 / inputs.rows);
    const actual = transposeMultiply(factor.samples, factor.samples);
    expected.data.forEach((value, at) => expect(actual.data[at]).toBeCloseTo(value, 12));
    expect(factor.eigenvalues.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
      expected.toRows().reduce((sum, row, i) => sum + row[i], 0),
      10,
    );
  });

  it.each([
    { name: 'orthogonal samples', inputs: orthogonalData(40, 40, 1), diagonal: true },
    { name: 'orthogonal features', inputs: orthogonalData(90, 30, 1), diagonal: true },
    { name: 'orthogonal samples, fewer than features', inputs: orthogonalData(10, 30, 1), diagonal: false },
    { name: 'nearly orthogonal features', inputs: nudged(orthogonalData(90, 30, 1), 1e-10), diagonal: false },
  ])('$name: the factor is diagonal: $diagonal', ({ inputs, diagonal }) => {
    const { samples, eigenvalues } = secondMomentFactor(inputs, false);
    expect(isDiagonal(samples)).toBe(diagonal);
    const moment = transposeMultiply(inputs, inputs).scale(1 / inputs.rows);
    const actual = transposeMultiply(samples, samples);
    moment.data.forEach((value, at) => expect(actual.data[at]).toBeCloseTo(value, 14));
    const scale = inputs.rows < inputs.cols ? inputs.cols / inputs.rows : 1;
    eigenvalues.forEach((value) => expect(value / scale).toBeCloseTo(1, 8));
  });

  it('carries the constant that biases multiply', () => {
    const inputs = random(25, 3);
    const { samples, ones } = secondMomentFactor(inputs, true);
    expect(ones.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 13);
    for (let j = 0; j < 3; j++) {
      const mean = inputs.column(j).reduce((sum, value) => sum + value, 0) / 25;
      expect(samples.column(j).reduce((sum, value, i) => sum + value * ones[i], 0)).toBeCloseTo(mean, 13);
    }
  });

  it('keeps a direction of which nobody can tell whether it is there', () => {
    const faint = 4 * 2 ** -52;
    const factor = secondMomentFactor(
      Matrix.fromRows([
        [1, 0],
        [0, faint],
        [1, 0],
        [0, 0],
      ]),
      false,
    );
    expect([factor.samples.rows, factor.rankCertain]).toEqual([2, false]);
  });
});
