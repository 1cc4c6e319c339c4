/**
 * Checkpoints as PyTorch names them, in every format. Truth: the same network without a file, whose drawn tensors are what the files hold,
 * gives the same kappa to the last bit.
 */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { instantiate } from '../../src/network/instantiate';
import type { Problem } from '../../src/spec/problem';
import { readSpecification } from '../../src/spec/specification';
import { npz } from '../network/formats/files';
import { memoryFiles, npyBytes, safetensorsBytes, type Tensor } from '../support/tensor-files';

interface Checkpoint {
  readonly name: string;
  /** All but the weights. */
  readonly model: object;
  readonly map: Readonly<Record<string, string>>;
  /** The checkpoint's name of each tensor, by our name. */
  readonly names: Readonly<Record<string, string>>;
}

const norm = (ours: string, theirs = ours) =>
  Object.fromEntries(
    ['weight', 'bias', 'running_mean', 'running_var'].map((of) => [`${ours}.${of}`, `${theirs}.${of}`]),
  );
const conv = (name: string, filters: number, stride = 1) => ({
  name,
  conv2d: { filters, kernel: 3, stride, padding: 1, bias: false },
});
const given = (name: string) => ({ name, batch_norm: { statistics: 'given' } });

const resnet: Checkpoint = {
  name: 'a ResNet',
  model: {
    model: 'ResNet',
    input: [2, 6, 6],
    layout: 'channels_first',
    data: { gaussian: { samples: 4, seed: 1 } },
    loss: 'cross_entropy',
    init: { kaiming_normal: { seed: 3 } },
    layers: [
      conv('stem', 3),
      given('bn1'),
      { activation: 'relu' },
      {
        name: 'layer1',
        repeat: {
          times: 2,
          layers: [
            {
              residual: {
                layers: [conv('conv1', 3), given('bn1'), { activation: 'relu' }, conv('conv2', 3), given('bn2')],
              },
            },
            { activation: 'relu' },
          ],
        },
      },
      { name: 'down', residual: { layers: [conv('halve', 4, 2)] } },
      { global_avg_pool: {} },
      { name: 'fc', dense: { units: 3 } },
    ],
  },
  map: {
    stem: 'net.0',
    bn1: 'net.1',
    down: 'layer2.0',
    'down.projection': 'layer2.0.downsample.0',
    halve: 'layer2.0.conv1',
  },
  names: {
    'stem.weight': 'net.0.weight',
    ...norm('bn1', 'net.1'),
    ...[0, 1].reduce((all, at) => {
      const [one, two] = [`layer1.${at}.conv1.weight`, `layer1.${at}.conv2.weight`];
      return { ...all, [one]: one, ...norm(`layer1.${at}.bn1`), [two]: two, ...norm(`layer1.${at}.bn2`) };
    }, {}),
    'halve.weight': 'layer2.0.conv1.weight',
    'down.projection.weight': 'layer2.0.downsample.0.weight',
    'fc.weight': 'fc.weight',
    'fc.bias': 'fc.bias',
  },
};

const transformer: Checkpoint = {
  name: 'a transformer with an LSTM on top',
  model: {
    model: 'Text',
    input: [3],
    data: { tokens: { samples: 5, vocabulary: 6, seed: 1 } },
    loss: 'cross_entropy',
    init: { xavier_normal: { seed: 2 } },
    layers: [
      { name: 'tokens', embedding: { vocabulary: 6, features: 4 } },
      {
        name: 'blocks',
        repeat: {
          times: 2,
          layers: [
            {
              residual: {
                layers: [
                  { name: 'norm', layer_norm: {} },
                  { name: 'mix', attention: { heads: 2 } },
                ],
              },
            },
          ],
        },
      },
      { name: 'carry', lstm: { units: 3 } },
      { name: 'head', dense: { units: 6, bias: false } },
    ],
  },
  map: { tokens: 'transformer.wte', blocks: 'transformer.h', 'blocks.*.norm': 'transformer.h.*.ln_1', head: 'lm_head' },
  names: {
    'tokens.weight': 'transformer.wte.weight',
    ...Object.fromEntries(
      [0, 1].flatMap((at) => [
        ...['weight', 'bias'].map((of) => [`blocks.${at}.norm.${of}`, `transformer.h.${at}.ln_1.${of}`]),
        ...['in_proj_weight', 'in_proj_bias', 'out_proj.weight', 'out_proj.bias'].map((of) => [
          `blocks.${at}.mix.${of}`,
          `transformer.h.${at}.mix.${of}`,
        ]),
      ]),
    ),
    ...Object.fromEntries(
      ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0'].map((of) => [`carry.${of}`, `carry.${of}`]),
    ),
    'head.weight': 'lm_head.weight',
  },
};

type Contents = Readonly<Record<string, Uint8Array>>;
const arrays = (tensors: Readonly<Record<string, Tensor>>, fileOf: (name: string) => string): Contents =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [fileOf(name), npyBytes(tensor)]));

const formats: readonly [path: string, write: (tensors: Readonly<Record<string, Tensor>>) => Contents][] = [
  ['model.safetensors', (tensors) => ({ 'model.safetensors': safetensorsBytes(tensors) })],
  ['model.npz', (tensors) => ({ 'model.npz': npz(arrays(tensors, (name) => name)) })],
  ['export/', (tensors) => arrays(tensors, (name) => `export/${name}.npy`)],
  ['export/best-*.npy', (tensors) => arrays(tensors, (name) => `export/best-${name}.npy`)],
];

describe.each([resnet, transformer])('$name', (checkpoint) => {
  it.each(formats)('from %s has the kappa of the network that it was written from', async (path, write) => {
    const { kappa } = (await measured(checkpoint.model)).report!.spectrum;
    const files = write(await stateOf(checkpoint));
    const { report, problems } = await measured(withWeights(checkpoint, path), files);
    expect(problems).toEqual([]);
    expect(report!.spectrum.kappa).toBe(kappa);
  });
});

it('reads the running statistics', async () => {
  const { kappa } = (await measured(resnet.model)).report!.spectrum;
  const state = await stateOf(resnet);
  const wider = { ...state, 'net.1.running_var': { shape: [3], values: [4, 0.25, 1] } };
  const { report } = await measured(withWeights(resnet, 'w.safetensors'), { 'w.safetensors': safetensorsBytes(wider) });
  expect(Math.abs(report!.spectrum.kappa! / kappa! - 1)).toBeGreaterThan(0.01);
});

describe('a checkpoint that does not fit', () => {
  it.each<
    [string, (state: Record<string, Tensor>) => Record<string, Tensor>, Pick<Problem, 'code' | 'message' | 'hint'>]
  >([
    [
      'a kernel of another size: both shapes',
      (state) => ({ ...state, 'layer1.1.conv2.weight': zeros([3, 3, 5, 5]) }),
      {
        code: 'K087',
        message: 'Tensor "layer1.1.conv2.weight" of "w.safetensors" is 3 x 3 x 5 x 5, the layer needs 3 x 3 x 3 x 3.',
        hint: undefined,
      },
    ],
    [
      'a name that is missing: the nearest',
      ({ 'fc.bias': bias, ...state }) => ({ ...state, 'fc.beta': bias, 'classifier.scale': zeros([1]) }),
      {
        code: 'K086',
        message: '"w.safetensors" has no tensor "fc.bias" (3).',
        hint: 'Nearest: "fc.beta", "classifier.scale". A prefix can be given: weights "w.safetensors" { layer: "prefix" }.',
      },
    ],
  ])('%s', async (_, change, expected) => {
    const files = { 'w.safetensors': safetensorsBytes(change(await stateOf(resnet))) };
    const { report, problems } = await measured(withWeights(resnet, 'w.safetensors'), files);
    expect(report).toBeUndefined();
    const { code, message, hint } = problems[0];
    expect({ code, message, hint }).toEqual(expected);
  });
});

function withWeights({ model, map }: Checkpoint, file: string): object {
  return { ...model, weights: { file, map } };
}

async function measured(model: object, contents: Contents = {}) {
  const { architecture, problems } = readSpecification(JSON.stringify(model), { syntax: 'json' });
  expect(problems).toEqual([]);
  return analyse(architecture!, { files: memoryFiles(contents), source: null, budgetSeconds: 600 });
}

/** What `state_dict()` would hold of the drawn network; running statistics are 0 and 1. */
async function stateOf({ model, names }: Checkpoint): Promise<Record<string, Tensor>> {
  const { architecture } = readSpecification(JSON.stringify(model), { syntax: 'json' });
  const { value } = await instantiate(architecture!, memoryFiles({}));
  const { layers } = architecture!;
  const learned = value!.nodes.flatMap(({ operation }) => operation.parameters);
  const given = value!.nodes.flatMap(({ node }) =>
    Object.entries(node.buffers ?? {}).map(([local, shape]) => ({
      name: `${layers[node.layer].name}.${local}`,
      shape,
      values: new Float64Array(shape[0]).fill(local === 'running_var' ? 1 : 0),
    })),
  );
  const tensors = new Map([...learned, ...given].map(({ name, ...tensor }) => [name, tensor]));
  expect([...tensors.keys()].toSorted()).toEqual(Object.keys(names).toSorted());
  return Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [theirs, tensors.get(ours)!]));
}

function zeros(shape: readonly number[]): Tensor {
  return { shape, values: new Float64Array(shape.reduce((a, b) => a * b, 1)) };
}
