import { describe, expect, it } from 'vitest';
import { anderson, picard, type RowMap } from '../../src/numerics/fixed-point';
import { Matrix } from '../../src/numerics/matrix';

/** x <- rates[row] x + 1, whose fixed point is 1 / (1 - rate). */
const affine =
  (rates: readonly number[]): RowMap =>
  (points, rows) => {
    const result = points.clone();
    rows.forEach((row, at) => result.row(at).forEach((x, j) => result.set(at, j, rates[row] * x + 1)));
    return result;
  };

const options = { tolerance: 1e-14, evaluations: 500 };

describe('picard', () => {
  it('ends row by row: converged, diverged, unsettled', () => {
    const rates = [0.5, 2, -1, 0];
    const { points, outcomes, evaluations } = picard(affine(rates), new Matrix(4, 2), options);
    expect(outcomes).toEqual(['converged', 'diverged', 'unsettled', 'converged']);
    expect(points.row(0)[0]).toBeCloseTo(2, 13);
    expect(points.row(3)[0]).toBe(1);
    expect(evaluations[3]).toBe(2);
    expect(evaluations[2]).toBe(500);
  });

  it('takes the evaluations that the rate asks for', () => {
    const { evaluations } = picard(affine([0.5]), new Matrix(1, 1), options);
    // Residual 2^-k relative to 2.
    expect(evaluations[0]).toBe(Math.ceil(Math.log2(1e14)));
  });
});

describe('anderson', () => {
  it('is exact for affine maps of fewer dimensions than it remembers, contracting or not', () => {
    const map: RowMap = (points) => {
      const [x, y] = points.data;
      return Matrix.fromRows([[3 * y + 1, -2 * x + 0.5]]);
    };
    const { points, outcomes, evaluations } = anderson(map, new Matrix(1, 2), { tolerance: 1e-12, evaluations: 20 });
    expect(outcomes).toEqual(['converged']);
    expect(evaluations[0]).toBeLessThan(10);
    expect(points.get(0, 0)).toBeCloseTo(2.5 / 7, 10);
    expect(points.get(0, 1)).toBeCloseTo(0.5 - 5 / 7, 10);
  });

  it('needs fewer evaluations than plain iteration near the edge', () => {
    const tanh: RowMap = (points) =>
      new Matrix(
        points.rows,
        points.cols,
        points.data.map((x, j) => Math.tanh(0.97 * x + 0.01 * (j + 1))),
      );
    const loose = { tolerance: 1e-12, evaluations: 2000 };
    const [plain, mixed] = [picard, anderson].map((method) => method(tanh, new Matrix(1, 4), loose));
    expect(mixed.outcomes).toEqual(['converged']);
    expect(mixed.evaluations[0]).toBeLessThan(plain.evaluations[0] / 2);
    mixed.points.data.forEach((x, j) => expect(x).toBeCloseTo(plain.points.data[j], 9));
  });
});
