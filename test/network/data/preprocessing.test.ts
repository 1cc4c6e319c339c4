import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { multiply, transposeMultiply } from '../../../src/numerics/products';
import { preprocess } from '../../../src/network/data/preprocessing';
import { whiten } from '../../../src/network/data/whitening';
import { numbers } from '../build';
import { expectClose } from '../operations/check';

const secondMoment = (data: Matrix) => transposeMultiply(data, data).scale(1 / data.rows);
const no = { center: false, whiten: false };

describe('center and normalize', () => {
  test.each<[string, Parameters<typeof preprocess>[1], number[][], number[][]]>([
    ['nothing asked', no, [[1, 2], [3, 6]], [[1, 2], [3, 6]]],
    ['center', { ...no, center: true }, [[1, 2], [3, 6]], [[-1, -2], [1, 2]]],
    ['unit', { ...no, normalize: 'unit' }, [[3, 4], [0, -2]], [[0.6, 0.8], [0, -1]]],
    ['center, then unit', { ...no, center: true, normalize: 'unit' }, [[0, 0], [6, 8]], [[-0.6, -0.8], [0.6, 0.8]]],
    ['unit of lengths whose squares overflow', { ...no, normalize: 'unit' }, [[3e200, 4e200]], [[0.6, 0.8]]],
  ])('%s', (_, steps, rows, expected) => {
    const { value, complaints } = preprocess(Matrix.fromRows(rows), steps);
    expectClose(value.data, expected.flat(), 1e-15);
    expect(complaints).toEqual([]);
  }); // prettier-ignore

  test('the data given stay as they are', () => {
    const data = Matrix.fromRows([[1, 2], [3, 6]]); // prettier-ignore
    preprocess(data, { center: true, whiten: true, normalize: 'unit' });
    expect(data.toRows()).toEqual([[1, 2], [3, 6]]); // prettier-ignore
  });

  test('samples of zeros stay, and are named', () => {
    const { value, complaints } = preprocess(Matrix.fromRows([[0], [2], [0]]), { ...no, normalize: 'unit' });
    expect(value.toRows()).toEqual([[0], [1], [0]]);
    expect(complaints).toEqual([
      expect.objectContaining({
        code: 'K094',
        severity: 'warning',
        message: 'Samples 0, 2 are zero and cannot be scaled to unit length; left as is.',
      }),
    ]);
  });
});

describe('whiten', () => {
  test.each([
    ['well conditioned', numbers(20, 4)],
    ['condition number of the second moment 1e12', stretched(numbers(20, 4), [1, 1e-2, 1e-4, 1e-6])],
    ['tiny', numbers(20, 4).scale(1e-120)],
  ])('%s: the second moment is the identity', (_, data) => {
    const { value, rank } = whiten(data);
    expect(rank).toBe(4);
    expectClose(secondMoment(value).data, Matrix.identity(4).data, 1e-13);
  });

  test('is a symmetric map of positive eigenvalues: diagonal data keep their axes and signs', () => {
    const data = Matrix.fromRows([[2, 0], [0, -3], [-2, 0], [0, 3]]); // prettier-ignore
    expectClose(
      whiten(data).value.data,
      [1, 0, 0, -1, -1, 0, 0, 1].map((value) => value * Math.SQRT2),
      1e-14,
    );
  });

  test.each([
    ['a constant combination of features', lowRank(20, 5, 3), 3],
    ['fewer samples than features', numbers(3, 7), 3],
    ['a single sample', numbers(1, 3), 1],
    ['nothing but zeros', new Matrix(4, 3), 0],
  ])('%s: identity on the range, zero beyond', (_, data, rank) => {
    const whitened = whiten(data);
    expect(whitened.rank).toBe(rank);
    const moment = secondMoment(whitened.value);
    // A projector of that rank: M M = M, trace = rank; and on the range of the data: X M = X.
    expectClose(multiply(moment, moment).data, moment.data, 1e-13);
    expect(
      Array.from({ length: moment.rows }, (_, i) => moment.get(i, i)).reduce((sum, value) => sum + value),
    ).toBeCloseTo(rank, 12);
    expectClose(multiply(data, moment).data, data.data, 1e-12);
  });

  test('what is dropped is said, and follows centring', () => {
    const { value, complaints } = preprocess(numbers(4, 4), { center: true, whiten: true });
    expect(complaints).toEqual([
      {
        code: 'K090',
        severity: 'information',
        message:
          'Whitening kept 3 of 4 directions; the 4 samples do not vary in the other 1, where the second moment stays zero.',
        hint: expect.any(String),
      },
    ]);
    for (let j = 0; j < 4; j++) expect(value.column(j).reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 13);
  });
});

function stretched(data: Matrix, factors: readonly number[]): Matrix {
  const rotation = numbers(data.cols, data.cols, 9);
  return multiply(multiply(data, Matrix.diagonal(factors)), rotation);
}

function lowRank(rows: number, cols: number, rank: number): Matrix {
  return multiply(numbers(rows, rank, 3), numbers(rank, cols, 4));
}
