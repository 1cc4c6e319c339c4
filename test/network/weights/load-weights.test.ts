import { describe, expect, test } from 'vitest';
import { instantiate, reinstantiate } from '../../../src/network/instantiate';
import type { Problem } from '../../../src/spec/problem';
import type { Weights } from '../../../src/spec/architecture';
import { architecture, dense, filesOf } from '../build';
import { npy, npz, safetensors } from '../formats/files';

const range = { start: 50, end: 60 };
const weightsFrom = (path: string, prefixes: Record<string, string> = {}): Weights => ({
  file: { path, range },
  prefixes: Object.entries(prefixes).map(([layer, prefix]) => ({ layer, prefix, range })),
});
const net = (weights: Weights) => architecture([2], [dense(2, 2), dense(1, 2, { bias: false })], { weights });
const f64 = (shape: number[], ...values: number[]) => ({ dtype: 'F64', shape, body: Float64Array.from(values) });

const first = { 'dense1.weight': f64([2, 2], 1, 2, 3, 4), 'dense1.bias': f64([2], 5, 6) };
const second = { 'dense2.weight': f64([1, 2], 7, 8) };

async function load(contents: Uint8Array, { path = 'w.safetensors', prefixes = {} } = {}) {
  const { value, problems } = await instantiate(net(weightsFrom(path, prefixes)), filesOf({ [path]: contents }));
  return {
    value,
    problems,
    numbers: value?.nodes.flatMap(({ operation }) => operation.parameters.map((p) => [...p.values])),
  };
}

const numbers = [[1, 2, 3, 4], [5, 6], [7, 8]]; // prettier-ignore

describe('loads', () => {
  test('safetensors by layer name', async () => {
    expect(await load(safetensors({ ...first, ...second }))).toMatchObject({ problems: [], numbers });
  });

  test('npz by layer name', async () => {
    const arrays = {
      'dense1.weight': npy('<f4', [2, 2], Float32Array.of(1, 3, 2, 4), { fortran: true }),
      'dense1.bias': npy('<i4', [2], Int32Array.of(5, 6)),
      'dense2.weight': npy('<f8', [1, 2], Float64Array.of(7, 8)),
    };
    expect(await load(npz(arrays), { path: 'w.NPZ' })).toMatchObject({ problems: [], numbers });
  });

  test('under a prefix where one is given', async () => {
    const file = safetensors({ 'net.0.weight': first['dense1.weight'], 'net.0.bias': first['dense1.bias'], ...second });
    expect(await load(file, { prefixes: { dense1: 'net.0' } })).toMatchObject({ problems: [], numbers });
  });

  test('and another seed does not change them', async () => {
    const { value } = await load(safetensors({ ...first, ...second }));
    expect(reinstantiate(value!, 2)).toBe(value);
  });

  test('and prunes them', async () => {
    const pruned = dense(2, 2, { layer: { prune: { sparsity: 0.5, method: 'magnitude' } } });
    const of = architecture([2], [pruned], { weights: weightsFrom('w.safetensors') });
    const { value } = await instantiate(of, filesOf({ 'w.safetensors': safetensors(first) }));
    expect(value!.nodes[1].operation.parameters).toMatchObject([
      { name: 'dense1.weight', values: Float64Array.of(0, 0, 3, 4), mask: Uint8Array.of(0, 0, 1, 1) },
      { name: 'dense1.bias', values: Float64Array.of(5, 6) },
    ]);
    expect(value!.parameterCount).toBe(4);
  });
});

describe('problems', () => {
  test('the nearest names are those that nothing else uses, nearest first', async () => {
    const names = ['body.weight', 'dense2.w', 'dense.2.weight', 'head.weight', 'dense2.weights'];
    const spare = Object.fromEntries(names.map((name) => [name, f64([1], 0)]));
    const { problems } = await load(safetensors({ ...first, ...spare }));
    expect(problems[0].hint).toMatch(/^Nearest: "dense.2.weight", "dense2.weights", "dense2.w". /);
  });

  const { 'dense1.bias': bias } = first;
  test.each<[string, Uint8Array, Partial<Problem>]>([
    [
      'missing tensor',
      safetensors({ ...first, 'dense.2.weight': second['dense2.weight'] }),
      {
        code: 'K086',
        message: '"w.safetensors" has no tensor "dense2.weight" (1 x 2).',
        hint: 'Nearest: "dense.2.weight". A prefix can be given: weights "w.safetensors" { layer: "prefix" }.',
      },
    ],
    [
      'transposed',
      safetensors({ ...first, 'dense2.weight': f64([2, 1], 7, 8) }),
      {
        code: 'K087',
        message: 'Tensor "dense2.weight" of "w.safetensors" is 2 x 1, the layer needs 1 x 2.',
        hint: 'Transpose it: weights have the layout of PyTorch, [out, in].',
      },
    ],
    [
      'other shape',
      safetensors({ ...first, 'dense2.weight': f64([3], 7, 8, 9) }),
      {
        code: 'K087',
        message: 'Tensor "dense2.weight" of "w.safetensors" is 3, the layer needs 1 x 2.',
        hint: undefined,
      },
    ],
    [
      'NaN',
      safetensors({ ...first, 'dense2.weight': f64([1, 2], 7, NaN) }),
      { code: 'K082', message: '"w.safetensors" has NaN for entry 1 (from 0) of tensor "dense2.weight".' },
    ],
    [
      'no such format',
      new Uint8Array(4),
      { code: 'K081', message: '"w.safetensors": It is too short for a .safetensors file.' },
    ],
  ])('%s', async (_, contents, problem) => {
    const { value, problems } = await load(contents);
    expect(value).toBeUndefined();
    expect(problems[0]).toMatchObject({ severity: 'error', range, ...problem });
    expect(problems.slice(1).every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test('a tensor that nothing uses is a warning', async () => {
    const { value, problems } = await load(safetensors({ ...first, ...second, step: bias }));
    expect(value).toBeDefined();
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'K088',
        severity: 'warning',
        message: '"w.safetensors" holds 1 tensor that no layer uses: "step".',
        range,
      }),
    ]);
  });

  test('a tensor that cannot be read and is not needed is a warning', async () => {
    const { value, problems } = await load(
      safetensors({ ...first, ...second, q: { dtype: 'F8_E4M3', shape: [1], body: [0] } }),
    );
    expect(value).toBeDefined();
    expect(problems).toMatchObject([{ code: 'K081', severity: 'warning' }]);
  });

  test('other endings are not weights', async () => {
    const { problems } = await load(new Uint8Array(0), { path: 'model.pt' });
    expect(problems).toMatchObject([
      {
        code: 'K081',
        message:
          '"model.pt": Weights are read from .safetensors and .npz files, and from folders of .npy files ("folder/").',
      },
    ]);
  });

  test('a file that is not there', async () => {
    const { value, problems } = await instantiate(net(weightsFrom('w.npz')), filesOf({}));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'K080', range }]);
  });

  test('of many missing tensors a few are named', async () => {
    const of = architecture(
      [2],
      Array.from({ length: 20 }, () => dense(2, 2)),
      { weights: weightsFrom('w.npz') },
    );
    const { problems } = await instantiate(of, filesOf({ 'w.npz': npz({}) }));
    expect(problems.length).toBe(5);
    expect(problems[4].message).toBe('"w.npz" has no tensor "dense3.weight" (2 x 2). 35 more tensors are wrong.');
    expect(problems[4].hint).toBe('All tensors of the file belong to other layers.');
  });
});
