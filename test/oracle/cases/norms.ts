import type { Case } from '../agreement';
import { channelsFirst, channelsLast } from '../kernels';
import { applyKeras, kerasLayers, tf } from '../tensorflow';
import { standardise } from './dense';

export const normCases: readonly Case[] = [
  {
    name: 'batch_norm with given statistics',
    input: [3, 2, 4],
    layer: 'batch_norm(statistics: given)',
    theirs: (x, { weight, bias, running_mean: mean, running_var: variance }) =>
      applyKeras(kerasLayers.batchNormalization({ epsilon: 1e-5 }), x, [weight, bias, mean, variance]),
  },
  {
    name: 'batch_norm with statistics of the batch',
    input: [4],
    layer: 'batch_norm(eps: 0.01)',
    theirs(x, { weight, bias }) {
      const { mean, variance } = tf.moments(x, 0);
      return tf.batchNorm(
        x,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        bias as tf.Tensor1D,
        weight as tf.Tensor1D,
        0.01,
      );
    },
  },
  {
    name: 'batch_norm over positions, channels first',
    input: [3, 2, 2],
    directives: 'layout channels_first',
    layer: 'batch_norm',
    theirs: (x, { weight, bias }) =>
      channelsFirst(tf.add(tf.mul(standardise(channelsLast(x), [0, 1, 2]), weight), bias)),
  },
  {
    name: 'layer_norm',
    input: [3, 4],
    layer: 'layer_norm',
    theirs: (x, { weight, bias }) =>
      applyKeras(kerasLayers.layerNormalization({ axis: -1, epsilon: 1e-5 }), x, [weight, bias]),
  },
  {
    name: 'layer_norm over two axes',
    input: [2, 3, 4],
    layer: 'layer_norm(axes: 2)',
    theirs: (x, { weight, bias }) => tf.add(tf.mul(standardise(x, [2, 3]), weight), bias),
  },
  {
    name: 'group_norm',
    input: [2, 3, 4],
    layer: 'group_norm(2)',
    theirs(x, { weight, bias }) {
      const groups = standardise(tf.reshape(x, [-1, 6, 2, 2]), [1, 3]);
      return tf.add(tf.mul(tf.reshape(groups, [-1, 2, 3, 4]), weight), bias);
    },
  },
  {
    name: 'group_norm, channels first',
    input: [4, 3],
    directives: 'layout channels_first',
    layer: 'group_norm(2, affine: false)',
    theirs: (x) => tf.reshape(standardise(tf.reshape(x, [-1, 2, 6]), [2]), [-1, 4, 3]),
  },
  {
    name: 'rms_norm',
    input: [3, 4],
    layer: 'rms_norm',
    theirs: (x, { weight }) => {
      const meanSquare = tf.mean(tf.square(x), -1, true);
      return tf.mul(tf.div(x, tf.sqrt(tf.add(meanSquare, 1e-5))), weight);
    },
  },
];
