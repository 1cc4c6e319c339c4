import { describe, expect, it } from 'vitest';
import type { Overrides } from '../../../src/spec/elaborate/elaborate';
import { model, validArch } from '../../support/elaborate-arch';

const read = (directives: string, overrides?: Overrides) =>
  validArch(model('stem: dense(3)\ndense(2)', { head: 'M(n = 8)', directives: `input 4\n${directives}` }), overrides);
const gaussian = { kind: 'gaussian', samples: 128, covariance: { kind: 'identity' }, mean: 0, seed: 1 };
const file = (path: string) => ({ path, range: expect.anything() });

describe('data', () => {
  it.each([
    ['', { source: gaussian, center: false, whiten: false }],
    ['data gaussian', { source: gaussian, center: false, whiten: false }],
    ['data gaussian()', { source: gaussian, center: false, whiten: false }],
    [
      'data gaussian(4 * n, powerlaw(1.5), mean: -1, seed: 3)',
      { source: { ...gaussian, samples: 32, covariance: { kind: 'powerlaw', exponent: 1.5 }, mean: -1, seed: 3 } },
    ],
    [
      'data gaussian(covariance: condition(1e3))',
      { source: { ...gaussian, covariance: { kind: 'condition', value: 1000 } } },
    ],
    ['data sphere(samples: 5)', { source: { kind: 'sphere', samples: 5, seed: 1 } }],
    ['data orthogonal(5, seed: 2)', { source: { kind: 'orthogonal', samples: 5, seed: 2 } }],
    ['data tokens(5, 50)', { source: { kind: 'tokens', samples: 5, vocabulary: 50, seed: 1 } }],
    [
      'data tokens(vocabulary: 50, seed: 2, targets: npy("y.npy"))',
      {
        source: { kind: 'tokens', samples: 128, vocabulary: 50, seed: 2 },
        targets: { kind: 'npy', file: file('y.npy') },
      },
    ],
    ['data npy("x.npy")', { source: { kind: 'npy', file: file('x.npy') } }],
    ['data csv("x.csv", limit: 10)', { source: { kind: 'csv', file: file('x.csv'), limit: 10 } }],
    [
      'data idx("images", 10, whiten: true)',
      { source: { kind: 'idx', file: file('images'), limit: 10 }, whiten: true },
    ],
    [
      'data gaussian(targets: npy("y.npy"), center: true)',
      { targets: { kind: 'npy', file: file('y.npy') }, center: true },
    ],
    ['data gaussian(targets: idx("labels", limit: 5))', { targets: { kind: 'idx', file: file('labels'), limit: 5 } }],
    ['data gaussian(targets: teacher)', { targets: { kind: 'teacher', width: 32, seed: 1 } }],
    [
      'data gaussian(targets: teacher(n, seed: 6), normalize: unit)',
      { targets: { kind: 'teacher', width: 8, seed: 6 }, normalize: 'unit' },
    ],
  ])('%s', (directives, data) => {
    expect(read(directives).data).toMatchObject(data);
  });

  it('names the data directive without its arguments, or else the input directive, as its place', () => {
    const placeOf = (directives: string) => {
      const { data, tree } = read(directives);
      return tree.source.slice(data.range.start, data.range.end);
    };
    expect(placeOf('data sphere(3)')).toBe('data sphere');
    expect(placeOf('')).toBe('input 4');
  });
});

describe('other directives', () => {
  it.each([
    ['', { loss: 'mse', layout: 'channels_last', seeds: 1, expectations: [], allow: [], input: [4], output: [2] }],
    ['loss cross_entropy', { loss: 'cross_entropy' }],
    ['layout channels_first', { layout: 'channels_first' }],
    ['seeds 2 * n', { seeds: 16 }],
    ['allow K203, K110', { allow: [{ code: 'K203' }, { code: 'K110' }] }],
    [
      'expect kappa < 10 ^ n',
      { expectations: [{ subject: 'kappa', operator: '<', limit: 1e8, text: 'kappa < 10 ^ n' }] },
    ],
    [
      'expect rank >= 3\nexpect bound_gap <= 2',
      {
        expectations: [
          { subject: 'rank', operator: '>=', limit: 3 },
          { subject: 'bound_gap', operator: '<=', limit: 2 },
        ],
      },
    ],
    ['weights "w.npz"', { weights: { file: file('w.npz'), prefixes: [] } }],
    ['weights "w.npz" { stem: "net.0" }', { weights: { prefixes: [{ layer: 'stem', prefix: 'net.0' }] } }],
  ])('%s', (directives, expected) => {
    expect(read(directives)).toMatchObject(expected);
  });

  it.each([
    ['', { name: 'zeros' }],
    ['biases zeros', { name: 'zeros' }],
    ['biases normal(0.5)', { name: 'normal', std: 0.5 }],
  ])('%s: biases', (directives, biases) => {
    expect(read(directives).layers[0].biases).toEqual(biases);
  });
});

describe('overrides', () => {
  it('replace parameters, and what is computed from them', () => {
    const source = model('dense(b)', { head: 'M(a = 2, b = 3 * a)' });
    expect(validArch(source, { parameters: { a: 5 } }).parameters.map(({ name, value }) => [name, value])).toEqual([
      ['a', 5],
      ['b', 15],
    ]);
    expect(validArch(source, { parameters: { a: 5 } }).output).toEqual([15]);
    expect(validArch(source, { parameters: { b: 4 } }).output).toEqual([4]);
  });

  it('replace the seed of the init, which only layers with a seed of their own ignore', () => {
    const source = model('dense(2, init: zeros) dense(2, init: orthogonal(seed: 3)) dense(2)', {
      directives: 'input 4\ninit lecun_normal(seed: 7)',
    });
    expect(validArch(source).layers.map(({ init }) => init.seed)).toEqual([7, 3, 7]);
    expect(validArch(source, { seed: 11 }).layers.map(({ init }) => init.seed)).toEqual([11, 3, 11]);
  });

  it('replace the number of samples, or the limit of a file', () => {
    expect(read('', { samples: 9 }).data.source).toMatchObject({ kind: 'gaussian', samples: 9 });
    expect(read('data sphere(3)', { samples: 9 }).data.source).toMatchObject({ kind: 'sphere', samples: 9 });
    expect(read('data csv("x.csv")', { samples: 9 }).data.source).toMatchObject({ kind: 'csv', limit: 9 });
    const labelled = read('data csv("x.csv", limit: 5, targets: csv("y.csv", limit: 5))', { samples: 9 }).data;
    expect(labelled).toMatchObject({ source: { limit: 9 }, targets: { kind: 'csv', limit: 9 } });
    expect(read('data sphere(targets: teacher(4))', { samples: 9 }).data.targets).toEqual({
      kind: 'teacher',
      width: 4,
      seed: 1,
    });
  });
});
