import { expect, test } from 'vitest';
import type { Architecture, Shape } from '../../../src/spec/architecture';
import { projectionBetween } from '../../../src/spec/catalogue/projection';
import { problemLines, validArch } from '../../support/elaborate-arch';

type Layout = Architecture['layout'];

const between = (skip: Shape, body: Shape, layout: Layout) => {
  const projection = projectionBetween(skip, body, layout);
  if ('problem' in projection) return 'problem';
  const { kind, weight, settings } = projection;
  return [kind, weight, ...(kind === 'convolution' ? [settings.stride] : [])];
};

test.each<[Shape, Shape, Layout, unknown]>([
  [[4], [3], 'channels_last', ['dense', [3, 4]]],
  [[10, 4], [10, 3], 'channels_last', ['dense', [3, 4]]],
  [[8, 8, 4], [8, 8, 6], 'channels_last', ['dense', [6, 4]]],
  [[8, 8, 4], [4, 4, 6], 'channels_last', ['convolution', [6, 4, 1, 1], [2, 2]]],
  [[9, 8, 4], [5, 8, 4], 'channels_last', ['convolution', [4, 4, 1, 1], [2, 1]]],
  [[10, 4], [4, 4], 'channels_last', ['convolution', [4, 4, 1], [3]]],
  [[5, 1], [1, 2], 'channels_last', ['convolution', [2, 1, 1], [5]]],
  [[4, 8, 8], [6, 8, 8], 'channels_first', ['convolution', [6, 4, 1, 1], [1, 1]]],
  [[4, 8, 8], [4, 8, 4], 'channels_first', ['convolution', [4, 4, 1, 1], [1, 2]]],
  [[4, 8], [6, 4], 'channels_first', ['convolution', [6, 4, 1], [2]]],
  // Sequences have their features last in either layout.
  [[10, 4], [10, 3], 'channels_first', ['dense', [3, 4]]],
  // No stride makes 7 of 9, 10 of 9, or brings another number of axes.
  [[9, 4], [7, 4], 'channels_last', 'problem'],
  [[9, 4], [10, 4], 'channels_last', 'problem'],
  [[8, 8, 4], [64, 4], 'channels_last', 'problem'],
])('%j to %j, %s: %j', (skip, body, layout, expected) => {
  expect(between(skip, body, layout)).toEqual(expected);
});

const block = (layout: string, input: string, body: string) =>
  `model M {\ninput ${input}\nlayout ${layout}\nresidual(0.5) { ${body} }\n}`;

test('a strided block has a convolution on its skip', () => {
  const { nodes, layers } = validArch(
    block('channels_first', '3x8x8', 'conv2d(4, 3, stride: 2, padding: 1, bias: false)'),
  );
  expect(nodes.map(({ kind, inputs, outputShape }) => [kind, inputs, outputShape])).toEqual([
    ['input', [], [3, 8, 8]],
    ['convolution', [0], [4, 4, 4]],
    ['convolution', [0], [4, 4, 4]],
    ['add', [2, 1], [4, 4, 4]],
  ]);
  expect(nodes[2].tensors).toEqual({ 'projection.weight': [4, 3, 1, 1] });
  expect(layers[1].nodes).toEqual([2, 3]);
});

test('a body that no stride explains is refused', () => {
  expect(problemLines(block('channels_last', '8x8x3', 'conv2d(4, 3)'))).toEqual([
    "K040 residual: residual cannot add its input 8x8x3 to its body's output 6x6x4.",
  ]);
});
