/** Maps of the last axis, activations, and what layers are joined by. */
import type { ActivationName } from '../../../src/spec/architecture';
import { tf } from '../tensorflow';
import type { Case, Weights } from '../agreement';

/** x W^T + b on the last axis. */
export function affine(x: tf.Tensor, weight: tf.Tensor, bias?: tf.Tensor): tf.Tensor {
  const features = x.shape[x.rank - 1];
  const product = tf.matMul(tf.reshape(x, [-1, features]), weight as tf.Tensor2D, false, true);
  const shaped = tf.reshape(product, [...x.shape.slice(0, -1), weight.shape[0]]);
  return bias ? tf.add(shaped, bias) : shaped;
}

const dense = (x: tf.Tensor, { weight, bias }: Weights) => affine(x, weight, bias);

/** Written as calls of the language. */
const activations: Readonly<Record<ActivationName, readonly [call: string, of: (x: tf.Tensor) => tf.Tensor]>> = {
  linear: ['linear', (x) => x],
  relu: ['relu', tf.relu],
  leaky_relu: ['leaky_relu(0.3)', (x) => tf.leakyRelu(x, 0.3)],
  relu6: ['relu6', tf.relu6],
  abs: ['abs', tf.abs],
  elu: ['elu', tf.elu],
  selu: ['selu', tf.selu],
  gelu: ['gelu', (x) => tf.mul(x, normalDistribution(x))],
  gelu_tanh: ['gelu_tanh', geluTanh],
  silu: ['silu', (x) => tf.mul(x, tf.sigmoid(x))],
  mish: ['mish', (x) => tf.mul(x, tf.tanh(tf.softplus(x)))],
  softplus: ['softplus', tf.softplus],
  tanh: ['tanh', tf.tanh],
  hardtanh: ['hardtanh', (x) => tf.clipByValue(x, -1, 1)],
  sigmoid: ['sigmoid', tf.sigmoid],
  logsigmoid: ['logsigmoid', (x) => tf.neg(tf.softplus(tf.neg(x)))],
  erf: ['erf', tf.erf],
  sin: ['sin', tf.sin],
  relu_power: ['relu_power(3)', (x) => tf.pow(tf.relu(x), 3)],
  quadratic: ['quadratic', tf.square],
};

const onActivations = Object.values(activations).map(([call, of]): Case => ({
  name: `dense, ${call}`,
  input: [5],
  layer: `dense(4, activation: ${call})`,
  theirs: (x, weights) => of(dense(x, weights)),
}));

export const denseCases: readonly Case[] = [
  ...onActivations,
  { name: 'dense at every position', input: [2, 3, 4], layer: 'dense(3)', theirs: dense },
  { name: 'dense without bias', input: [4], layer: 'dense(3, bias: false)', theirs: dense },
  {
    name: 'normalized relu',
    input: [5],
    layer: 'activation(normalized(relu))',
    theirs: (x) => tf.div(tf.sub(tf.relu(x), 1 / Math.sqrt(2 * Math.PI)), Math.sqrt(0.5 - 0.5 / Math.PI)),
  },
  {
    name: 'weights standardised',
    input: [5],
    layer: 'dense(3, weight_standardized: true)',
    theirs: (x, { weight, bias }) => affine(x, standardise(weight, [1]), bias),
  },
  {
    name: 'an implicit layer, by iteration',
    input: [3],
    layer: 'deq(2)',
    change: (_, values) => values.map((value) => 0.3 * value),
    theirs(x, { weight_hh: w, weight_ih: u, bias }) {
      const driven = affine(x, u, bias);
      let state = tf.zerosLike(driven);
      for (let step = 0; step < 40; step++) state = tf.tanh(tf.add(driven, affine(state, w)));
      return state;
    },
  },
  { name: 'bias', input: [2, 3], layer: 'bias', theirs: (x, { bias }) => tf.add(x, bias) },
  { name: 'scale', input: [2, 3], layer: 'scale(2.5)', theirs: (x) => tf.mul(x, 2.5) },
  {
    name: 'learned scale',
    input: [2, 3],
    layer: 'scale(1, trainable: true)',
    theirs: (x, { weight }) => tf.mul(x, weight),
  },
  { name: 'dropout at inference', input: [3], layer: 'dropout(0.5)', theirs: (x) => x },
  { name: 'flatten', input: [2, 3], layer: 'flatten', theirs: (x) => tf.reshape(x, [-1, 6]) },
  { name: 'reshape', input: [2, 6], layer: 'reshape(3x4)', theirs: (x) => tf.reshape(x, [-1, 3, 4]) },
  {
    name: 'residual with a projection',
    input: [2, 3],
    layer: 'residual(0.5) { dense(4) }',
    theirs: (x, w) =>
      tf.add(tf.mul(0.5, affine(x, w['projection.weight'])), affine(x, w['dense1.weight'], w['dense1.bias'])),
  },
  {
    name: 'parallel branches',
    input: [3],
    layer: 'parallel(merge: concat) { { dense(2) } {} { activation(tanh) } }',
    theirs: (x, w) => tf.concat([affine(x, w['dense1.weight'], w['dense1.bias']), x, tf.tanh(x)], -1),
  },
  {
    name: 'the mean of branches',
    input: [3],
    layer: 'parallel(merge: mean) { { dense(3) } {} }',
    theirs: (x, w) => tf.mul(0.5, tf.add(affine(x, w['dense1.weight'], w['dense1.bias']), x)),
  },
  {
    name: 'named layers added',
    input: [3],
    layer: 'dense(3) again: activation(tanh) add(it, again, it)',
    theirs: (x, w) => tf.add(tf.mul(2, dense(x, w)), tf.tanh(dense(x, w))),
  },
  {
    name: 'named layers side by side',
    input: [2, 3],
    layer: 'dense(3) more: activation(tanh) concat(it, more, axis: 0)',
    theirs: (x, w) => tf.concat([dense(x, w), tf.tanh(dense(x, w))], 1),
  },
  {
    name: 'a layer used again',
    input: [3],
    layer: 'dense(3, activation: tanh) use(it)',
    theirs: (x, w) => tf.tanh(dense(tf.tanh(dense(x, w)), w)),
  },
  {
    name: 'repeat',
    input: [3],
    layer: 'repeat(2) { dense(3, activation: tanh) }',
    theirs: (x, w) => [0, 1].reduce((h, at) => tf.tanh(affine(h, w[`${at}.dense1.weight`], w[`${at}.dense1.bias`])), x),
  },
];

/** Zero mean and unit variance over the axes, with 1e-5 added to the biased variance. */
export function standardise(x: tf.Tensor, axes: number[]): tf.Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
}

function normalDistribution(x: tf.Tensor): tf.Tensor {
  return tf.mul(0.5, tf.add(1, tf.erf(tf.div(x, Math.SQRT2))));
}

function geluTanh(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3))));
  return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
}
