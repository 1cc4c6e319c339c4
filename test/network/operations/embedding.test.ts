import { expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { numbers } from '../build';
import { catalogueOperation, tensorRows } from './catalogue-operation';
import { checkOperation, denseColumns, expectClose } from './check';

const ids = Matrix.fromRows([
  [4, 0, 4],
  [2, 2, 4],
]);
const batch = { ones: Float64Array.of(1, 1) };
const settings = { vocabulary: 5, features: 2 };

test('every id becomes its row of the table', () => {
  const embedding = catalogueOperation('embedding', [3], settings);
  const table = tensorRows(embedding, 'weight', 2);
  const { output } = embedding.forward([ids], batch);
  expect(output.toRows()).toEqual([
    [...table[4], ...table[0], ...table[4]],
    [...table[2], ...table[2], ...table[4]],
  ]);
});

test('ids do not move; the table does', () => {
  const embedding = catalogueOperation('embedding', [3], settings);
  const { saved } = embedding.forward([ids], batch);
  expect(embedding.jvp(saved, [numbers(2, 3)])).toEqual(new Matrix(2, 6));
  expect(embedding.vjp(saved, numbers(4, 6), 2)).toEqual([new Matrix(4, 3)]);
  const direction = new Float64Array(10).fill(0, 0, 8).fill(1, 8);
  expect(embedding.jvp(saved, [new Matrix(2, 3)], [direction]).toRows()).toEqual([
    [1, 1, 0, 0, 1, 1],
    [0, 0, 0, 0, 1, 1],
  ]);
});

test('columns are (feature, id) for the ids that occur: their directional derivatives', () => {
  const embedding = catalogueOperation('embedding', [3], settings);
  const { saved } = embedding.forward([ids], batch);
  const cotangent = numbers(4, 6, 31);
  const [part] = embedding.parameterJacobian(saved, cotangent, 2);
  expect(part).toMatchObject({ form: 'outer', positions: 3, rightColumns: Int32Array.of(0, 2, 4) });
  const expected = [0, 1].flatMap((feature) =>
    [0, 2, 4].map((id) => {
      const direction = new Float64Array(10);
      direction[id * 2 + feature] = 1;
      const moved = embedding.jvp(saved, [new Matrix(2, 3)], [direction]);
      return Array.from({ length: 4 }, (_, row) =>
        cotangent.row(row).reduce((sum, value, j) => sum + value * moved.get(Math.floor(row / 2), j), 0),
      );
    }),
  );
  const columns = denseColumns([part], 2, 2);
  expect(columns.length).toBe(expected.length);
  columns.forEach((column, q) => expectClose(column, expected[q], 1e-14));
});

test('a frozen table adds no columns', () => {
  const embedding = catalogueOperation('embedding', [3], settings, { trainable: false });
  const { saved } = embedding.forward([ids], batch);
  expect(embedding.parameterJacobian(saved, numbers(2, 6), 1)).toEqual([]);
});

test('a positional embedding has one number an entry of the sample, times the constant of the batch', () => {
  const positional = catalogueOperation('positional_embedding', [3, 2]);
  const [values] = tensorRows(positional, 'weight', 6);
  const input = numbers(1, 6);
  const { output } = positional.forward([input], { ones: Float64Array.of(-2) });
  expect([...output.data]).toEqual(values.map((value, j) => input.data[j] - 2 * value));
  checkOperation(
    positional,
    [6],
    values.map((_, entry) => [0, entry]),
  );
});
