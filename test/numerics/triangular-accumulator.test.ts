import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { TriangularAccumulator } from '../../src/numerics/triangular-accumulator';
import { frobenius, naiveProduct, randomMatrix, relativeDistance } from './support';

/** A's columns, so many at a time. */
function accumulated(a: Matrix, sizes: readonly number[]): Matrix {
  const accumulator = new TriangularAccumulator(a.rows);
  let first = 0;
  for (const size of sizes) {
    const from = first;
    accumulator.push(new Matrix(a.rows, size, Float64Array.from({ length: a.rows * size }, (_, k) => a.get(Math.floor(k / size), from + (k % size))))); // prettier-ignore
    first += size;
  }
  return accumulator.factor();
}

const sum = (sizes: readonly number[]) => sizes.reduce((x, y) => x + y, 0);

/** Upper, min(columns, rows) x rows, R^T R = A A^T. */
function expectFactor(r: Matrix, a: Matrix): void {
  expect([r.rows, r.cols]).toEqual([Math.min(a.rows, a.cols), a.rows]);
  for (let i = 0; i < r.rows; i++) for (let j = 0; j < i; j++) expect(r.get(i, j)).toBe(0);
  const truth = naiveProduct(a, a.transpose());
  if (frobenius(truth) === 0) expect(frobenius(r)).toBe(0);
  else expect(relativeDistance(naiveProduct(r.transpose(), r), truth)).toBeLessThan(1e-14 * (1 + Math.sqrt(a.cols)));
}

test.each([
  ['single columns', 40, Array<number>(90).fill(1)],
  ['one block', 40, [300]],
  ['uneven blocks', 40, [0, 5, 70, 1, 0, 130, 3]],
  ['fewer columns than rows', 40, [4, 3]],
  ['several panels of columns', 100, [130, 250, 7]],
  ['one row', 1, [3, 200]],
])('%s', (_, rows, sizes) => {
  const a = randomMatrix(rows, sum(sizes));
  expectFactor(accumulated(a, sizes), a);
});

test('dependent and zero rows, in any blocks', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 45 }),
      fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 5 }),
      fc.integer(),
      (rows, sizes, seed) => {
        const a = randomMatrix(rows, sum(sizes), seed);
        a.row(0).fill(0);
        a.row(rows - 1).set(a.row(Math.floor(rows / 2)));
        expectFactor(accumulated(a, sizes), a);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([1e300, 1e-300])('entries near %f neither overflow nor underflow', (factor) => {
  const a = randomMatrix(40, 150);
  const expected = accumulated(a, [80, 70]);
  expect(relativeDistance(accumulated(a.scale(factor), [80, 70]).scale(1 / factor), expected)).toBeLessThan(1e-13);
});

test('rows of very different size keep their own digits', () => {
  const grading = Matrix.diagonal(Float64Array.from({ length: 40 }, (_, j) => 2 ** (-12 * ((j * 7) % 40))));
  const a = randomMatrix(40, 150);
  const [graded, plain] = [naiveProduct(grading, a), a].map((each) => accumulated(each, [80, 70]));
  for (let j = 0; j < 40; j++) {
    const scaled = plain.column(j).map((x) => x * grading.get(j, j));
    const difference = Math.hypot(...graded.column(j).map((x, i) => x - scaled[i]));
    expect(difference).toBeLessThan(1e-13 * Math.hypot(...scaled));
  }
});

test('may be asked in between, and answers with a copy', () => {
  const a = randomMatrix(3, 12);
  const accumulator = new TriangularAccumulator(3);
  accumulator.push(
    new Matrix(
      3,
      10,
      Float64Array.from({ length: 30 }, (_, k) => a.get(Math.floor(k / 10), k % 10)),
    ),
  );
  accumulator.factor().data.fill(0);
  accumulator.push(
    new Matrix(
      3,
      2,
      Float64Array.from({ length: 6 }, (_, k) => a.get(Math.floor(k / 2), 10 + (k % 2))),
    ),
  );
  expectFactor(accumulator.factor(), a);
});

test('no columns, and blocks that do not fit', () => {
  const accumulator = new TriangularAccumulator(3);
  expect(accumulator.factor()).toEqual(new Matrix(0, 3));
  expect(() => accumulator.push(new Matrix(2, 1))).toThrow('a block of 2 rows pushed, expected 3');
});
