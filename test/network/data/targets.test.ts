import { describe, expect, test } from 'vitest';
import { loadTargets } from '../../../src/network/data/targets';
import { teacherTargets } from '../../../src/network/data/teacher';
import type { Architecture, Data, Loss, Targets } from '../../../src/spec/architecture';
import { architecture, dense, filesOf, gaussian, numbers } from '../build';
import { csv, idx, npy } from '../formats/files';

const range = { start: 40, end: 47 };
const inputs = numbers(3, 2);

const shaped = (units: number, loss: Loss, layout: Architecture['layout'] = 'channels_last') => ({
  output: [units],
  loss,
  layout,
});

function load(
  targets: Targets,
  loss: Loss,
  units: number,
  contents: Record<string, Uint8Array>,
  source?: Data['source'],
) {
  const data: Data = { ...gaussian, targets, ...(source && { source }) };
  return loadTargets(architecture([2], [dense(units, 2)], { data, loss }), inputs, filesOf(contents));
}

const npyFile: Targets = { kind: 'npy', file: { path: 't.npy', range } };

describe('files', () => {
  test.each<[string, Targets, Loss, number, Uint8Array, number[][]]>([
    ['mse', npyFile, 'mse', 2, npy('<f8', [3, 2], Float64Array.of(1, 2, 3, 4, 5, 6)), [[1, 2], [3, 4], [5, 6]]],
    ['mse, one output', npyFile, 'mse', 1, npy('<f8', [3], Float64Array.of(1, 2, 3)), [[1], [2], [3]]],
    ['classes', npyFile, 'cross_entropy', 4, npy('<i8', [3], BigInt64Array.of(0n, 3n, 1n)), [[0], [3], [1]]],
    ['probabilities', npyFile, 'binary_cross_entropy', 1, npy('<f8', [3], Float64Array.of(0, 0.5, 1)), [[0], [0.5], [1]]],
    ['labels of an IDX file are no pixels', { kind: 'idx', file: { path: 't.npy', range } }, 'cross_entropy', 10, idx(8, [3], [9, 0, 5]), [[9], [0], [5]]],
    ['csv', { kind: 'csv', file: { path: 't.npy', range } }, 'mse', 1, csv('y\n1\n2\n3\n'), [[1], [2], [3]]],
    ['their own limit', { ...npyFile, limit: 3 } as Targets, 'mse', 1, npy('<f8', [5], Float64Array.of(1, 2, 3, 4, 5)), [[1], [2], [3]]],
  ])('%s', async (_, targets, loss, units, bytes, rows) => {
    const { value, problems } = await load(targets, loss, units, { 't.npy': bytes });
    expect(problems).toEqual([]);
    expect(value!.toRows()).toEqual(rows);
  }); // prettier-ignore

  test('the limit of the inputs holds for targets without one', async () => {
    const bytes = npy('<f8', [5], Float64Array.of(1, 2, 3, 4, 5));
    const source: Data['source'] = { kind: 'npy', file: { path: 'x.npy', range }, limit: 3 };
    const { value } = await load(npyFile, 'mse', 1, { 't.npy': bytes }, source);
    expect([...value!.data]).toEqual([1, 2, 3]);
  });

  test.each<[string, Loss, number, Uint8Array, string, string]>([
    [
      'too many',
      'mse',
      1,
      npy('<f8', [4], new Float64Array(4)),
      'K085',
      '"t.npy" has 4 targets, the data have 3 samples.',
    ],
    [
      'too wide',
      'mse',
      1,
      npy('<f8', [3, 2], new Float64Array(6)),
      'K085',
      '"t.npy" has 2 values a sample, the output has 1.',
    ],
    [
      'one-hot',
      'cross_entropy',
      2,
      npy('<f8', [3, 2], new Float64Array(6)),
      'K085',
      '"t.npy" has 2 values a sample; cross_entropy takes one class index.',
    ],
    [
      'class too large',
      'cross_entropy',
      2,
      npy('<f8', [3], Float64Array.of(0, 1, 2)),
      'K085',
      '"t.npy" has 2 for sample 2 (from 0); classes are the whole numbers 0 to 1.',
    ],
    [
      'class negative',
      'cross_entropy',
      2,
      npy('<f8', [3], Float64Array.of(0, -1, 1)),
      'K085',
      '"t.npy" has -1 for sample 1 (from 0); classes are the whole numbers 0 to 1.',
    ],
    [
      'class between',
      'cross_entropy',
      2,
      npy('<f8', [3], Float64Array.of(0.5, 1, 1)),
      'K085',
      '"t.npy" has 0.5 for sample 0 (from 0); classes are the whole numbers 0 to 1.',
    ],
    [
      'no probability',
      'binary_cross_entropy',
      1,
      npy('<f8', [3], Float64Array.of(0, 1, 2)),
      'K085',
      '"t.npy" has 2 for sample 2 (from 0); binary_cross_entropy takes values from 0 to 1.',
    ],
    [
      'NaN',
      'mse',
      1,
      npy('<f8', [3], Float64Array.of(0, NaN, 2)),
      'K082',
      '"t.npy" has NaN at sample 1, feature 0 (both counted from 0).',
    ],
  ])('%s', async (_, loss, units, bytes, code, message) => {
    const { value, problems } = await load(npyFile, loss, units, { 't.npy': bytes });
    expect(value).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ code, severity: 'error', message, range })]);
  });

  test('one class index a position', async () => {
    const perPosition = { ...dense(3, 2), output: [2, 3] };
    const of = architecture([2, 2], [perPosition], {
      data: { ...gaussian, targets: npyFile },
      loss: 'cross_entropy',
    });
    const reading = (cols: number) =>
      loadTargets(of, inputs, filesOf({ 't.npy': npy('<f8', [3, cols], new Float64Array(3 * cols).fill(2)) }));
    expect((await reading(2)).value!.toRows()).toEqual([[2, 2], [2, 2], [2, 2]]); // prettier-ignore
    expect((await reading(1)).problems).toMatchObject([
      {
        code: 'K085',
        message: '"t.npy" has 1 values a sample; cross_entropy takes 2 class indices, one a position.',
      },
    ]);
  });

  test('a missing file', async () => {
    const { problems } = await load(npyFile, 'mse', 1, {});
    expect(problems).toMatchObject([{ code: 'K080', range }]);
  });
});

test('none asked, none given', async () => {
  const of = architecture([2], [dense(1, 2)]);
  expect(await loadTargets(of, inputs, filesOf({}))).toEqual({ problems: [] });
});

describe('teacher', () => {
  const teacher = { kind: 'teacher', width: 8, seed: 1 } as const;
  const many = numbers(200, 5);

  test('labels for each loss', () => {
    const answers = teacherTargets(teacher, many, shaped(3, 'mse'));
    expect([answers.rows, answers.cols]).toEqual([200, 3]);
    const classes = teacherTargets(teacher, many, shaped(3, 'cross_entropy'));
    const signs = teacherTargets(teacher, many, shaped(3, 'binary_cross_entropy'));
    for (let i = 0; i < 200; i++) {
      const row = [...answers.row(i)];
      expect([...classes.row(i)]).toEqual([row.indexOf(Math.max(...row))]);
      expect([...signs.row(i)]).toEqual(row.map((value) => (value > 0 ? 1 : 0)));
    }
    expect(new Set(classes.data).size).toBeGreaterThan(1);
  });

  test.each([
    { layout: 'channels_last', output: [2, 3], at: (t: number, c: number) => 3 * t + c },
    { layout: 'channels_first', output: [3, 2], at: (t: number, c: number) => 2 * c + t },
  ] as const)('a class at every position, $layout', ({ layout, output, at }) => {
    const scores = teacherTargets(teacher, many, { loss: 'mse', layout, output });
    const classes = teacherTargets(teacher, many, { loss: 'cross_entropy', layout, output });
    expect([classes.rows, classes.cols]).toEqual([200, 2]);
    for (let i = 0; i < 200; i++)
      for (const t of [0, 1]) {
        const row = [0, 1, 2].map((c) => scores.get(i, at(t, c)));
        expect(classes.get(i, t)).toBe(row.indexOf(Math.max(...row)));
      }
  });

  // relu is homogeneous of degree one, and relu(z) - relu(-z) = z.
  test('is a bias-free relu network', () => {
    const twice = teacherTargets(teacher, many.scale(2), shaped(1, 'mse'));
    const once = teacherTargets(teacher, many, shaped(1, 'mse'));
    twice.data.forEach((value, i) => expect(value).toBeCloseTo(2 * once.data[i], 12));
    const wide = { ...teacher, width: 4000 };
    const answers = teacherTargets(wide, numbers(300, 5, 3), shaped(1, 'mse'));
    // E y^2 over teachers = |x|^2 / d, with |x|^2 / d near 4/3 for numbers uniform on (-2, 2).
    const second = answers.data.reduce((sum, value) => sum + value * value, 0) / 300;
    expect(second).toBeGreaterThan(0.3);
    expect(second).toBeLessThan(4);
  });

  test('another seed, another teacher', () => {
    expect(teacherTargets({ ...teacher, seed: 2 }, many, shaped(1, 'mse'))).not.toEqual(
      teacherTargets(teacher, many, shaped(1, 'mse')),
    );
  });
});
