import { describe, expect, it } from 'vitest';
import { matrixFreeProduct } from '../../src/gauss-newton/matrix-free-product';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { randomStream } from '../../src/numerics/random';
import { readSpecification } from '../../src/spec/specification';
import { tensorflowEngine } from '../../src/tensorflow/engine';
import { everyKind, sourceOf, type SmallNetwork } from '../support/every-kind';
import { memoryFiles } from '../support/tensor-files';
import { tf } from '../oracle/tensorflow';

/** TensorFlow's plain JavaScript backend stands for its native one: the same interface, the same float32. */
const engine = tensorflowEngine(tf, 'TensorFlow in float32');
const SAMPLES = 5;

const unknownKinds: Readonly<Record<string, string>> = {
  attention: 'attention',
  batch_norm: 'batch_norm',
  conv3d: 'convolution',
  conv2d: 'convolution',
  conv_transpose1d: 'transposed_convolution',
  conv_transpose2d: 'transposed_convolution',
  conv_transpose3d: 'transposed_convolution',
  depthwise_conv2d: 'convolution',
  deq: 'deq',
  embedding: 'embedding',
  group_norm: 'group_norm',
  gru: 'gru',
  layer_norm: 'layer_norm',
  lstm: 'lstm',
  pad: 'pad',
  permute: 'permute',
  positional_embedding: 'embedding',
  rms_norm: 'rms_norm',
  rnn: 'rnn',
  slice: 'slice',
};
const residualStage = `conv2d(4, 3, stride: 2, padding: 1, bias: false) batch_norm(statistics: given)
    activation(relu) max_pool(3, stride: 2, padding: 1)
    residual(0.5) { conv2d(4, 3, padding: same) batch_norm(statistics: given, affine: true) activation(gelu) conv2d(6, 1) }
    avg_pool(2, stride: 1, padding: 1) global_avg_pool dense(3)`;
const networks: Readonly<Record<string, SmallNetwork & { readonly further?: string }>> = {
  ...Object.fromEntries(Object.entries(everyKind).filter(([kind]) => !(kind in unknownKinds))),
  conv2d: { input: '5x4x2', layers: 'conv2d(3, 3x2, stride: 2x1, padding: same, activation: tanh) flatten dense(2)' },
  'a residual stage': { input: '12x12x2', layers: residualStage },
  'channels first': {
    input: '2x7x6',
    further: 'layout channels_first',
    layers: `conv2d(3, 3, stride: 2, padding: 1) batch_norm(statistics: given) activation(relu) max_pool(2)
      conv2d(2, 1) flatten dense(2)`,
  },
  'frozen and pruned layers': {
    input: '3',
    layers: 'dense(4, activation: tanh, prune: 0.4) dense(3, trainable: false) a: dense(2) dense(2)',
  },
  'a branch that leads nowhere': { input: '3', layers: 'a: dense(3) b: dense(3) add(a, a) dense(2)' },
};

describe.each(Object.entries(networks))('a network with %s', (_, small) => {
  // Truth: our own derivatives in float64.
  it.each([
    { loss: 'mse', plan: { samplesAtOnce: SAMPLES, keepsTraces: true } },
    { loss: 'cross_entropy', plan: { samplesAtOnce: 2, keepsTraces: false } },
  ])('has the same products up to float32: $loss', async ({ loss, plan }) => {
    const network = await networkOf(sourceOf(small, SAMPLES, `${small.further ?? ''} loss ${loss}`));
    expect(engine.lacks(network)).toBeUndefined();
    const own = matrixFreeProduct(network, plan);
    const before = tf.memory().numTensors;
    const theirs = matrixFreeProduct(network, plan, engine);
    const vector = randomStream(1, 'vector').normals(own.size);
    const [expected, actual] = [own.times(vector), theirs.times(vector)];
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    actual.forEach((value, at) => expect(Math.abs(value - expected[at]) / scale).toBeLessThan(2e-6));
    theirs.release();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it.each(Object.entries(unknownKinds))('says that it lacks %s: %s', async (kind, expected) => {
  expect(engine.lacks(await networkOf(sourceOf(everyKind[kind], SAMPLES)))).toBe(expected);
});

async function networkOf(source: string): Promise<Network> {
  const { value, problems } = await instantiate(
    readSpecification(source, { syntax: 'arch' }).architecture!,
    memoryFiles({}),
  );
  expect(problems).toEqual([]);
  return value!;
}
