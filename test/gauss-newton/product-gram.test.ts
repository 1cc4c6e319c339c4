import { expect, it } from 'vitest';
import { addProductGrams } from '../../src/gauss-newton/product-gram';
import { Matrix } from '../../src/numerics/matrix';
import { gram } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';

const random = (rows: number, cols: number, key: string) =>
  new Matrix(rows, cols, randomStream(3, key).normals(rows * cols));

/** One block of rows for every sample. */
const repeated = (block: Matrix, samples: number) =>
  new Matrix(
    samples * block.rows,
    block.cols,
    Float64Array.from(Array.from({ length: samples }, () => Array.from(block.data)).flat()),
  );

/** With half of the units, or all, at rest on a sample. */
function gated(matrix: Matrix, perSample: number): Matrix {
  const result = matrix.clone();
  const isActive = (sample: number, unit: number) => sample % 4 < 3 && (sample + unit) % 2 === 0;
  for (let row = 0; row < result.rows; row++)
    for (let unit = 0; unit < result.cols; unit++)
      if (!isActive(Math.floor(row / perSample), unit)) result.set(row, unit, 0);
  return result;
}

const units = 3;
const features = 4;
// From 256 rows on there is more than one block, which need not end between samples.
const cases = [
  [5, 3],
  [1, 8],
  [104, 5],
  [173, 3],
  [1, 515],
  [530, 1],
] as const;

/** Truth: J itself, row by row an outer product. */
function explicit(left: Matrix, right: Matrix, perSample: number): Matrix {
  const rows = right.rows * perSample;
  const row = (at: number) =>
    Array.from(left.row(at % left.rows)).flatMap((value) =>
      Array.from(right.row(Math.floor(at / perSample)), (feature) => value * feature),
    );
  return Matrix.fromRows(Array.from({ length: rows }, (_, at) => row(at)));
}

it.each(
  cases.flatMap(([samples, outputs]) =>
    [
      { kind: 'rows of their own', left: random(samples * outputs, units, 'own'), shared: false },
      { kind: 'units at rest', left: gated(random(samples * outputs, units, 'gated'), outputs), shared: false },
      { kind: 'the same rows given once', left: random(outputs, units, 'once'), shared: true },
      { kind: 'the same rows given again', left: repeated(random(outputs, units, 'again'), samples), shared: false },
      {
        kind: 'multiples of the identity',
        left: repeated(Matrix.identity(outputs).scale(0.3), samples),
        shared: false,
      },
    ].map((each) => ({ samples, outputs, ...each })),
  ),
)('$samples samples, $outputs rows each, $kind: adds the Gram matrix to the lower triangle', (given) => {
  const { samples, outputs, left, shared } = given;
  const right = random(samples, features, 'right');
  const rows = samples * outputs;
  const before = random(rows, rows, 'before');
  const total = before.clone();
  addProductGrams([{ left, right, shared }], total);
  const truth = gram(explicit(left, right, outputs));
  let worst = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++) {
      const expected = before.get(i, j) + (j <= i ? truth.get(i, j) : 0);
      worst = Math.max(worst, Math.abs(total.get(i, j) - expected));
    }
  expect(worst).toBeLessThan(1e-12);
});

it('adds all parts at once, of whatever kind', () => {
  const [samples, outputs] = [110, 5];
  const right = ['a', 'b', 'c'].map((key, at) => random(samples, at + 2, key));
  const left = [
    random(samples * outputs, 7, 'own'),
    repeated(Matrix.identity(outputs), samples),
    random(samples * outputs, 2, 'other'),
  ];
  const total = new Matrix(samples * outputs, samples * outputs);
  addProductGrams(
    left.map((each, at) => ({ left: each, right: right[at], shared: false })),
    total,
  );
  // Truth: a part of its own each.
  const one = new Matrix(samples * outputs, samples * outputs);
  left.forEach((each, at) => addProductGrams([{ left: each, right: right[at], shared: false }], one));
  expect(total.data.reduce((most, value, at) => Math.max(most, Math.abs(value - one.data[at])), 0)).toBeLessThan(1e-12);
  expect(total.data.some((value) => value !== 0)).toBe(true);
});
