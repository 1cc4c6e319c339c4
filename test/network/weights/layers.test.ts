/**
 * Weights of every kind of layer under the names that PyTorch gives them. Each file holds distinct numbers, so that the truth is which number
 * stands where.
 */
import { describe, expect, test } from 'vitest';
import { loadWeights } from '../../../src/network/weights/load-weights';
import type { Problem } from '../../../src/spec/problem';
import { validArch } from '../../support/elaborate-arch';
import { filesOf } from '../build';
import { npy, npz } from '../formats/files';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A first number of its own for each tensor, ascending from there. */
function arrays(shapes: Shapes): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => {
      const count = shape.reduce((product, size) => product * size, 1);
      const values = Float64Array.from({ length: count }, (_, i) => 100 * (index + 1) + i);
      return [name, npy('<f8', shape, values)];
    }),
  );
}

async function load(source: string, files: Readonly<Record<string, Uint8Array>>) {
  const { value = new Map<string, Float64Array>(), problems } = await loadWeights(validArch(source), filesOf(files));
  /** First number of every tensor, by full name. */
  const starts = Object.fromEntries([...value].map(([name, values]) => [name, values[0]]));
  return { starts, problems };
}

const fromNpz = (source: string, shapes: Shapes) => load(source, { 'w.npz': npz(arrays(shapes)) });
const lines = (problems: readonly Problem[]) => problems.map(({ code, message }) => `${code} ${message}`);

describe('finds', () => {
  test.each<[string, string, Shapes, string[]]>([
    [
      'layers in repeats and residuals, and the projection',
      'model M { input 2 weights "w.npz" blocks: repeat(2) { dense(2, bias: false) } down: residual { fc: dense(3, bias: false) } }',
      {
        'blocks.0.dense1.weight': [2, 2],
        'blocks.1.dense1.weight': [2, 2],
        'down.projection.weight': [3, 2],
        'fc.weight': [3, 2],
      },
      ['blocks.0.dense1.weight', 'blocks.1.dense1.weight', 'down.projection.weight', 'fc.weight'],
    ],
    [
      'the same under mapped names',
      'model M { input 2 weights "w.npz" { "blocks.*.dense1": "h.*.fc", down: "tail", "down.projection.weight": "skip", fc: "tail.fc" } blocks: repeat(2) { dense(2, bias: false) } down: residual { fc: dense(3, bias: false) } }',
      { 'h.0.fc.weight': [2, 2], 'h.1.fc.weight': [2, 2], skip: [3, 2], 'tail.fc.weight': [3, 2] },
      ['blocks.0.dense1.weight', 'blocks.1.dense1.weight', 'down.projection.weight', 'fc.weight'],
    ],
    [
      'lstm and attention, tensor by tensor',
      'model M { input 4x2 weights "w.npz" { mix: "attn", "mix.out_proj": "attn.c_proj", "carry.bias_hh_l0": "second" } mix: attention(1) carry: lstm(1) }',
      {
        'attn.in_proj_weight': [6, 2],
        'attn.in_proj_bias': [6],
        'attn.c_proj.weight': [2, 2],
        'attn.c_proj.bias': [2],
        'carry.weight_ih_l0': [4, 2],
        'carry.weight_hh_l0': [4, 1],
        'carry.bias_ih_l0': [4],
        second: [4],
      },
      [
        'mix.in_proj_weight',
        'mix.in_proj_bias',
        'mix.out_proj.weight',
        'mix.out_proj.bias',
        'carry.weight_ih_l0',
        'carry.weight_hh_l0',
        'carry.bias_ih_l0',
        'carry.bias_hh_l0',
      ],
    ],
    [
      'statistics of a batch norm, and passes over its counter',
      'model M { input 3 weights "w.npz" norm: batch_norm(statistics: given) dense(1, bias: false) }',
      {
        'norm.weight': [3],
        'norm.bias': [3],
        'norm.running_mean': [3],
        'norm.running_var': [3],
        'dense1.weight': [1, 3],
        'norm.num_batches_tracked': [],
      },
      ['norm.weight', 'norm.bias', 'norm.running_mean', 'norm.running_var', 'dense1.weight'],
    ],
    [
      'kernels of convolutions',
      'model M { input 5x5x2 weights "w.npz" stem: conv2d(4, 3, groups: 2) up: conv_transpose2d(3, 1x2, bias: false) }',
      { 'stem.weight': [4, 1, 3, 3], 'stem.bias': [4], 'up.weight': [4, 3, 1, 2] },
      ['stem.weight', 'stem.bias', 'up.weight'],
    ],
  ])('%s', async (_, source, shapes, names) => {
    const { starts, problems } = await fromNpz(source, shapes);
    expect(lines(problems)).toEqual([]);
    expect(starts).toEqual(Object.fromEntries(names.map((name, index) => [name, 100 * (index + 1)])));
  });

  test('one file a tensor, in a folder or by a pattern', async () => {
    const folder = arrays({ 'net.0.weight': [2, 2], 'head.weight': [1, 2], 'head.bias': [1] });
    const layers = 'stem: dense(2, bias: false) head: dense(1)';
    for (const [path, fileOf] of [
      ['export/', (name: string) => `export/${name}.npy`],
      ['export/epoch3-*.npy', (name: string) => `export/epoch3-${name}.npy`],
    ] as const) {
      const files = Object.fromEntries(Object.entries(folder).map(([name, bytes]) => [fileOf(name), bytes]));
      const { starts, problems } = await load(
        `model M { input 2 weights "${path}" { stem: "net.0" } ${layers} }`,
        files,
      );
      expect(lines(problems)).toEqual([]);
      expect(starts).toEqual({ 'stem.weight': 100, 'head.weight': 200, 'head.bias': 300 });
    }
  });
});

describe('complains', () => {
  test('of files that a folder lacks or that are no arrays', async () => {
    const source = 'model M { input 2 weights "export/" dense(2) }';
    const { problems } = await load(source, { 'export/dense1.weight.npy': new Uint8Array(8) });
    expect(lines(problems)).toEqual([
      'K081 "export/dense1.weight.npy": It does not start like a .npy file.',
      'K080 "export/dense1.bias.npy" cannot be read. The file does not exist.',
    ]);
  });

  const conv = 'model M { input 5x5x2 weights "w.npz" stem: conv2d(4, 3x1, bias: false) }';
  const keras =
    'Keras keeps the axes of the kernel first; transpose it to the layout of PyTorch, channels first and the kernel last.';
  test.each<[string, string, Shapes, string, string | undefined]>([
    [
      'a kernel as Keras keeps it',
      conv,
      { 'stem.weight': [3, 1, 2, 4] },
      'K087 Tensor "stem.weight" of "w.npz" is 3 x 1 x 2 x 4, the layer needs 4 x 2 x 3 x 1.',
      keras,
    ],
    [
      'a transposed kernel as Keras keeps it',
      'model M { input 5x2 weights "w.npz" up: conv_transpose1d(4, 3, bias: false) }',
      { 'up.weight': [3, 4, 2] },
      'K087 Tensor "up.weight" of "w.npz" is 3 x 4 x 2, the layer needs 2 x 4 x 3.',
      keras,
    ],
    [
      'a kernel of another size',
      conv,
      { 'stem.weight': [4, 2, 1, 3] },
      'K087 Tensor "stem.weight" of "w.npz" is 4 x 2 x 1 x 3, the layer needs 4 x 2 x 3 x 1.',
      undefined,
    ],
    [
      'a kernel of another name',
      conv,
      { 'stem.kernel': [4, 2, 3, 1] },
      'K086 "w.npz" has no tensor "stem.weight" (4 x 2 x 3 x 1).',
      'Nearest: "stem.kernel". A prefix can be given: weights "w.npz" { layer: "prefix" }.',
    ],
  ])('of %s', async (_, source, shapes, message, hint) => {
    const [problem] = (await fromNpz(source, shapes)).problems;
    expect(lines([problem])).toEqual([message]);
    expect(problem.hint).toBe(hint);
  });
});
