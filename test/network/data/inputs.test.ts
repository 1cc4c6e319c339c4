import { describe, expect, test } from 'vitest';
import { loadInputs } from '../../../src/network/data/inputs';
import type { Data, DataSource, Shape } from '../../../src/spec/architecture';
import type { Problem } from '../../../src/spec/problem';
import { filesOf, gaussian } from '../build';
import { csv, idx, npy } from '../formats/files';

const range = { start: 20, end: 29 };
const file = (path: string) => ({ path, range });
const data = (source: DataSource, changes: Partial<Data> = {}): Data => ({ ...gaussian, source, ...changes });

const files = filesOf({
  'x.npy': npy('<f4', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)),
  'cube.npy': npy(
    '<f8',
    [1, 3, 2, 2],
    new Float64Array(12).map((_, i) => i),
  ),
  'scalars.npy': npy('<f8', [3], Float64Array.of(7, 8, 9)),
  'empty.npy': npy('<f8', [0, 3], []),
  'nan.npy': npy('<f8', [2, 3], Float64Array.of(1, 2, 3, 4, NaN, 6)),
  'x.csv': csv('a,b,c\n1,2,3\n4,5,6\n'),
  'inf.csv': csv('1,2,inf\n'),
  'bad.csv': csv('1,2\n3,oops\n'),
  images: idx(8, [2, 2, 2], [0, 51, 102, 255, 1, 2, 3, 4]),
  shorts: idx(11, [1, 2], [0, 1, 0, 2]),
});

const load = (source: DataSource, input: Shape, changes?: Partial<Data>) =>
  loadInputs(data(source, changes), input, files);

describe('files', () => {
  test.each<[string, DataSource, Shape, number[][]]>([
    ['npy', { kind: 'npy', file: file('x.npy') }, [3], [[1, 2, 3], [4, 5, 6]]],
    ['npy, limited', { kind: 'npy', file: file('x.npy'), limit: 1 }, [3], [[1, 2, 3]]],
    ['npy, a limit beyond', { kind: 'npy', file: file('x.npy'), limit: 10 }, [3], [[1, 2, 3], [4, 5, 6]]],
    ['npy of numbers', { kind: 'npy', file: file('scalars.npy') }, [1], [[7], [8], [9]]],
    ['csv', { kind: 'csv', file: file('x.csv') }, [3], [[1, 2, 3], [4, 5, 6]]],
    ['csv, limited', { kind: 'csv', file: file('x.csv'), limit: 1 }, [3], [[1, 2, 3]]],
    ['pixels become 0 to 1', { kind: 'idx', file: file('images'), limit: 1 }, [4], [[0, 0.2, 0.4, 1]]],
    ['images for an image', { kind: 'idx', file: file('images'), limit: 1 }, [2, 2, 1], [[0, 0.2, 0.4, 1]]],
    ['other numbers of an IDX file stay', { kind: 'idx', file: file('shorts') }, [2], [[1, 2]]],
  ])('%s', async (_, source, input, rows) => {
    const { value, problems } = await load(source, input);
    expect(problems).toEqual([]);
    expect(value!.toRows()).toEqual(rows);
  }); // prettier-ignore

  test('samples of the right size with other axes: a warning', async () => {
    const { value, problems } = await load({ kind: 'npy', file: file('cube.npy') }, [2, 2, 3]);
    expect(value!.cols).toBe(12);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'K095',
        severity: 'warning',
        message: '"cube.npy" has samples of 3 x 2 x 2, the input is 2 x 2 x 3: as many values, in another order.',
        range,
      }),
    ]);
  });

  test.each<[string, DataSource, Shape, Partial<Problem>]>([
    [
      'missing',
      { kind: 'npy', file: file('y.npy') },
      [3],
      { code: 'K080', message: '"y.npy" cannot be read. The file does not exist.' },
    ],
    [
      'wrong format',
      { kind: 'npy', file: file('x.csv') },
      [3],
      { code: 'K081', message: '"x.csv": It does not start like a .npy file.' },
    ],
    [
      'bad cell',
      { kind: 'csv', file: file('bad.csv') },
      [2],
      { code: 'K081', message: '"bad.csv": Line 2, column 2: "oops" is not a number.' },
    ],
    [
      'NaN',
      { kind: 'npy', file: file('nan.npy') },
      [3],
      { code: 'K082', message: '"nan.npy" has NaN at sample 1, feature 1 (both counted from 0).' },
    ],
    [
      'infinity',
      { kind: 'csv', file: file('inf.csv') },
      [3],
      { code: 'K082', message: '"inf.csv" has Infinity at sample 0, feature 2 (both counted from 0).' },
    ],
    [
      'wrong size',
      { kind: 'npy', file: file('x.npy') },
      [784],
      {
        code: 'K083',
        message: '"x.npy" has samples of 3 values, the input is 784 values.',
        hint: 'Write "input 3", or give a file whose samples have 784 values.',
      },
    ],
    [
      'wrong image',
      { kind: 'idx', file: file('images') },
      [28, 28, 1],
      { code: 'K083', message: '"images" has samples of 2 x 2, the input is 28 x 28 x 1.' },
    ],
    [
      'no samples',
      { kind: 'npy', file: file('empty.npy') },
      [3],
      { code: 'K084', message: '"empty.npy" holds no samples.' },
    ],
  ])('%s', async (_, source, input, problem) => {
    const { value, problems } = await load(source, input);
    expect(value).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', range, ...problem })]);
  });

  test('NaN beyond the limit does not matter', async () => {
    const { problems } = await load({ kind: 'npy', file: file('nan.npy'), limit: 1 }, [3]);
    expect(problems).toEqual([]);
  });

  test('whatever a host rejects with becomes a problem', async () => {
    const source: DataSource = { kind: 'npy', file: file('x.npy') };
    const { problems } = await loadInputs(data(source), [3], { read: () => Promise.reject('It is locked.') });
    expect(problems).toMatchObject([{ code: 'K080', message: '"x.npy" cannot be read. It is locked.' }]);
  });
});

describe('generated data', () => {
  test.each<[DataSource]>([
    [{ kind: 'gaussian', samples: 5, covariance: { kind: 'identity' }, mean: 0, seed: 1 }],
    [{ kind: 'sphere', samples: 5, seed: 1 }],
    [{ kind: 'orthogonal', samples: 5, seed: 1 }],
  ])('%o', async (source) => {
    const { value, problems } = await load(source, [2, 3]);
    expect(problems).toEqual([]);
    expect([value!.rows, value!.cols]).toEqual([5, 6]);
  });

  test.each<[string, DataSource, number, string]>([
    [
      'samples',
      { kind: 'sphere', samples: 1e9, seed: 1 },
      784,
      '1000000000 sphere samples in 784 dimensions need 6272 GB of memory at once.',
    ],
    [
      'rotation',
      { kind: 'gaussian', samples: 2, covariance: { kind: 'powerlaw', exponent: 1 }, mean: 0, seed: 1 },
      150528,
      '2 gaussian samples in 150528 dimensions need 181 GB of memory at once.',
    ],
  ])('too large for memory: %s', async (_, source, width, message) => {
    const { value, problems } = await load(source, [width]);
    expect(value).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ code: 'K089', message, range: gaussian.range })]);
  });
});
