import type { Case, Weights } from '../agreement';
import {
  channelsFirst,
  channelsLast,
  convolve,
  convolveDepthwise,
  transposedConvolution,
  transposedConvolution2d,
  type Window,
} from '../kernels';
import { tf } from '../tensorflow';
import { affine, standardise } from './dense';

const conv =
  (window: Window = {}) =>
  (x: tf.Tensor, { weight, bias }: Weights) =>
    convolve(x, weight, bias, window);

export const convolutionCases: readonly Case[] = [
  { name: 'conv1d', input: [6, 2], layer: 'conv1d(3, 3)', theirs: conv() },
  {
    name: 'conv1d, strided and padded',
    input: [7, 2],
    layer: 'conv1d(3, 4, stride: 2, padding: 2)',
    theirs: conv({ stride: [2], pad: [2] }),
  },
  { name: 'conv1d, dilated', input: [8, 2], layer: 'conv1d(2, 3, dilation: 2)', theirs: conv({ dilation: [2] }) },
  {
    name: 'conv1d, same, even kernel',
    input: [7, 2],
    layer: 'conv1d(2, 4, stride: 2, padding: same)',
    theirs: conv({ stride: [2], pad: 'same' }),
  },
  {
    name: 'conv1d, wrapped',
    input: [5, 2],
    layer: 'conv1d(2, 4, padding: circular)',
    theirs: conv({ pad: { wrap: [[1, 2]] } }),
  },
  {
    name: 'conv2d with an activation',
    input: [5, 4, 2],
    layer: 'conv2d(3, 3x2, activation: tanh)',
    theirs: (x, w) => tf.tanh(conv()(x, w)),
  },
  {
    name: 'conv2d, same, strided',
    input: [5, 6, 2],
    layer: 'conv2d(2, 3x2, stride: 2, padding: same)',
    theirs: conv({ stride: [2], pad: 'same' }),
  },
  {
    name: 'conv2d, a stride, a padding and a dilation an axis',
    input: [7, 6, 2],
    layer: 'conv2d(2, 2x3, stride: 1x2, padding: 2x1, dilation: 3x1)',
    theirs: conv({ stride: [1, 2], pad: [2, 1], dilation: [3, 1] }),
  },
  {
    name: 'conv2d in groups, without bias',
    input: [4, 4, 4],
    layer: 'conv2d(6, 3, groups: 2, bias: false)',
    theirs: conv({ groups: 2 }),
  },
  {
    name: 'conv2d, channels first, then a head',
    input: [2, 4, 5],
    directives: 'layout channels_first',
    layer: 'conv2d(3, 2) flatten head: dense(2)',
    theirs: (x, w) =>
      affine(tf.reshape(channelsFirst(conv()(channelsLast(x), w)), [-1, 3 * 3 * 4]), w['head.weight'], w['head.bias']),
  },
  {
    name: 'conv2d with standardised weights',
    input: [4, 4, 2],
    layer: 'conv2d(2, 3, weight_standardized: true)',
    theirs: (x, { weight, bias }) => convolve(x, standardise(weight, [1, 2, 3]), bias, {}),
  },
  {
    name: 'conv3d',
    input: [3, 4, 3, 2],
    layer: 'conv3d(2, 2x3x2, stride: 1x2x1, padding: 0x1x0)',
    theirs: conv({ stride: [1, 2, 1], pad: [0, 1, 0] }),
  },
  {
    name: 'depthwise_conv2d',
    input: [5, 4, 3],
    layer: 'depthwise_conv2d(3, multiplier: 2, padding: 1)',
    theirs: (x, { weight, bias }) => convolveDepthwise(x, weight, bias, { pad: [1, 1] }),
  },
  {
    name: 'depthwise_conv2d, strided, same',
    input: [5, 6, 2],
    layer: 'depthwise_conv2d(3x2, stride: 2, padding: same)',
    theirs: (x, { weight, bias }) => convolveDepthwise(x, weight, bias, { stride: [2], pad: 'same' }),
  },
  {
    name: 'conv_transpose1d',
    input: [4, 2],
    layer: 'conv_transpose1d(3, 3, stride: 2, padding: 1, output_padding: 1)',
    theirs(x, { weight, bias }) {
      const image = tf.expandDims(x, 1);
      const wide = transposedConvolution(image, tf.expandDims(weight, 2), bias, {
        stride: [1, 2],
        pad: [0, 1],
        surplus: [0, 1],
        dilation: [1, 1],
      });
      return tf.squeeze(wide, [1]);
    },
  },
  {
    name: 'conv_transpose2d',
    input: [3, 2, 2],
    layer: 'conv_transpose2d(3, 3x2, stride: 2)',
    theirs: (x, { weight, bias }) => transposedConvolution2d(x, weight, bias, { output: [7, 4], stride: [2], pad: 0 }),
  },
  {
    name: 'conv_transpose2d, padded',
    input: [3, 3, 2],
    layer: 'conv_transpose2d(2, 3, stride: 2, padding: 1, output_padding: 1)',
    theirs: (x, { weight, bias }) => transposedConvolution2d(x, weight, bias, { output: [6, 6], stride: [2], pad: 1 }),
  },
  {
    name: 'conv_transpose2d, same',
    input: [3, 3, 2],
    layer: 'conv_transpose2d(2, 3, stride: 2, padding: same)',
    theirs: (x, { weight, bias }) =>
      transposedConvolution2d(x, weight, bias, { output: [6, 6], stride: [2], pad: 'same' }),
  },
  {
    name: 'conv_transpose2d, dilated, in groups',
    input: [3, 2, 4],
    layer: 'conv_transpose2d(6, 2x3, stride: 1x2, dilation: 2x1, groups: 2)',
    theirs: (x, { weight, bias }) =>
      transposedConvolution(x, weight, bias, {
        stride: [1, 2],
        pad: [0, 0],
        surplus: [0, 0],
        dilation: [2, 1],
        groups: 2,
      }),
  },
  {
    name: 'conv_transpose3d',
    input: [2, 2, 3, 2],
    layer: 'conv_transpose3d(2, 2x3x2, stride: 2x1x2, padding: 0x1x0)',
    theirs: (x, { weight, bias }) =>
      transposedConvolution(x, weight, bias, {
        stride: [2, 1, 2],
        pad: [0, 1, 0],
        surplus: [0, 0, 0],
        dilation: [1, 1, 1],
      }),
  },
];
