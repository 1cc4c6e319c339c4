import { describe, expect, test } from 'vitest';
import { elaborateArch, problemLines, validArch } from '../../support/elaborate-arch';

const source = (input: string, layer: string, layout = 'channels_last') =>
  `model M {\ninput ${input}\nlayout ${layout}\n${layer}\n}`;

/** Kind of the node, shape of the output, tensors. */
function nodeOf(text: string): unknown[] {
  const { nodes } = validArch(text);
  return [nodes[1].kind, nodes[1].outputShape, nodes[1].tensors];
}

// Tensors are those of PyTorch's modules.
test.each<[string, string, string, readonly number[], Record<string, readonly number[]>]>([
  ['28x28x1', 'conv2d(16, 3)', 'convolution', [26, 26, 16], { weight: [16, 1, 3, 3], bias: [16] }],
  ['9x2', 'conv1d(4, 3, stride: 2, bias: false)', 'convolution', [4, 4], { weight: [4, 2, 3] }],
  ['4x5x6x2', 'conv3d(2, 1x2x3)', 'convolution', [4, 4, 4, 2], { weight: [2, 2, 1, 2, 3], bias: [2] }],
  ['8x8x4', 'conv2d(6, 3x1, padding: same, groups: 2)', 'convolution', [8, 8, 6], { weight: [6, 2, 3, 1], bias: [6] }],
  ['8x8x4', 'conv2d(6, 3, 2, 1)', 'convolution', [4, 4, 6], { weight: [6, 4, 3, 3], bias: [6] }],
  ['8x8x3', 'depthwise_conv2d(3, 2)', 'convolution', [6, 6, 6], { weight: [6, 1, 3, 3], bias: [6] }],
  [
    '4x4x6',
    'conv_transpose2d(4, 2, 2, groups: 2)',
    'transposed_convolution',
    [8, 8, 4],
    { weight: [6, 2, 2, 2], bias: [4] },
  ],
  [
    '5x2',
    'conv_transpose1d(3, 3, stride: 2, padding: 1, output_padding: 1)',
    'transposed_convolution',
    [10, 3],
    { weight: [2, 3, 3], bias: [3] },
  ],
  [
    '2x2x2x1',
    'conv_transpose3d(1, 2, bias: false)',
    'transposed_convolution',
    [3, 3, 3, 1],
    { weight: [1, 1, 2, 2, 2] },
  ],
  [
    '6x2',
    'conv1d(2, 3, weight_standardized: true)',
    'standardized_convolution',
    [4, 2],
    { weight: [2, 2, 3], bias: [2] },
  ],
  [
    '6x2',
    'conv_transpose1d(2, 3, weight_standardized: true)',
    'standardized_transposed_convolution',
    [8, 2],
    { weight: [2, 2, 3], bias: [2] },
  ],
  ['6', 'dense(2, weight_standardized: true)', 'standardized_dense', [2], { weight: [2, 6], bias: [2] }],
])('%s, %s', (input, layer, kind, shape, tensors) => {
  expect(nodeOf(source(input, layer))).toEqual([kind, shape, tensors]);
});

test('channels_first puts the channels before the positions', () => {
  expect(nodeOf(source('3x8x9', 'conv2d(4, 3)', 'channels_first'))).toEqual([
    'convolution',
    [4, 6, 7],
    { weight: [4, 3, 3, 3], bias: [4] },
  ]);
});

test('the activation is a node of its own', () => {
  const { nodes, layers } = validArch(source('8x8x1', 'conv2d(2, 3, activation: relu)'));
  expect(nodes.map(({ kind }) => kind)).toEqual(['input', 'convolution', 'activation']);
  expect(layers[0].nodes).toEqual([1, 2]);
});

describe('problems', () => {
  test.each([
    ['784', 'conv2d(4, 3)', 'conv2d needs an input of height x width x channels, but was given 784.'],
    ['8x8x1', 'conv1d(4, 3)', 'conv1d needs an input of length x channels, but was given 8x8x1.'],
    ['8x8x3', 'conv2d(4, 3, groups: 2)', '3 input channels cannot be split into 2 groups of one size.'],
    ['8x8x4', 'conv2d(6, 3, groups: 4)', '6 filters cannot be split into 4 groups of one size.'],
    ['8x8x1', 'conv2d(4, 9)', 'A window of 9 does not fit on an axis of 8 with padding 0.'],
    ['8x8x1', 'conv2d(4, 3x3x3)', 'kernel has 3 sizes, but the input has 2 position axes.'],
    ['8x1', 'depthwise_conv2d(3)', 'depthwise_conv2d needs an input of height x width x channels, but was given 8x1.'],
    [
      '8x1',
      'conv_transpose1d(1, 3, output_padding: 1)',
      'output_padding 1 must be smaller than the stride 1 or the dilation 1.',
    ],
  ])('%s, %s: %s', (input, layer, message) => {
    const [kind] = layer.split('(');
    expect(problemLines(source(input, layer))).toEqual([`K040 ${kind}: ${message}`]);
  });

  test('name the axes as the layout has them', () => {
    const [problem] = elaborateArch(source('784', 'conv2d(4, 3)', 'channels_first')).problems;
    expect(problem.message).toBe('conv2d needs an input of channels x height x width, but was given 784.');
    expect(problem.hint).toBe('Bring it to channels x height x width with a reshape first.');
  });
});
