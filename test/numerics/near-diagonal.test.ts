import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { isDiagonal, nearDiagonal } from '../../src/numerics/near-diagonal';
import { multiplyTransposed } from '../../src/numerics/products';
import { EPSILON, naiveProduct, randomMatrix } from './support';

/** diag(3, 2, 1) and one pair of entries beside it. */
const beside = (entry: number) =>
  Matrix.fromRows([
    [3, entry, 0],
    [entry, 2, 0],
    [0, 0, 1],
  ]);

describe('nearDiagonal', () => {
  test.each([
    ['a diagonal matrix', beside(0), [3, 2, 1]],
    // Three roundings of the smallest entry; the pair counts twice in the sum of squares.
    ['with entries beside it that are rounding', beside(2.1 * EPSILON), [3, 2, 1]],
    ['with larger ones', beside(2.2 * EPSILON), undefined],
    ['that is singular', Matrix.diagonal([1, 0]), undefined],
    ['that is indefinite', Matrix.diagonal([1, -1]), undefined],
    ['with an entry that is no number', beside(NaN), undefined],
  ])('%s', (_, matrix, diagonal) => {
    const found = nearDiagonal(matrix);
    expect(found && Array.from(found)).toEqual(diagonal);
  });
});

describe('isDiagonal', () => {
  test.each([
    [beside(0), true],
    [beside(1e-300), false],
    [new Matrix(2, 3), false],
    [Matrix.fromRows([[0, 0], [5, 0]]), false], // prettier-ignore
    [new Matrix(1, 1), true],
    [new Matrix(0, 0), true],
  ])('%#', (matrix, expected) => expect(isDiagonal(matrix)).toBe(expected));

  test('products with a diagonal matrix are those by the definition', () => {
    const other = randomMatrix(5, 3);
    const diagonal = Matrix.diagonal([2, -0.3, 7]);
    expect(multiplyTransposed(diagonal, other)).toEqual(naiveProduct(diagonal, other.transpose()));
  });
});
