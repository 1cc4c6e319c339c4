/** Convolutions: a kernel slides over one to three position axes. Sizes and tensors are those of PyTorch. */
import type { Shape } from '../../architecture';
import { activation } from '../activations';
import { biases, initialiser } from '../initialisers';
import { layer, type ShapeContext, type ShapeProblem } from '../layer';
import { count, flag, sizes } from '../parameter';
import { pruning } from '../pruning';
import { joinShape, splitShape, whyNotSpatial } from '../spatial';
import { operationOn, weightStandardized } from '../weight-standardisation';
import { PADDING_WORDS, type PaddingWord, transposedWindowAxes, windowAxes } from '../windows';

const kernel = sizes('size of the kernel');
const strideAndPadding = {
  stride: sizes<never>('step between windows', { fallback: 1 }),
  padding: sizes<PaddingWord>(
    'zeros on both sides; same: one window a stride; valid: none; circular: as same, values wrap around',
    {
      minimum: 0,
      words: PADDING_WORDS,
      fallback: 'valid',
    },
  ),
};
const dilation = sizes<never>('distance between entries of the kernel', { fallback: 1 });
const groups = count('sets of channels that do not see each other', 1);
const learning = {
  activation: activation('applied to the result', 'linear'),
  bias: flag('whether to add one number a channel', true),
  init: initialiser(),
  biases: biases(),
  prune: pruning(),
  trainable: flag('whether weight and bias are learned', true),
  weight_standardized: weightStandardized(),
};

export const conv1d = convolution('conv1d', 1);
export const conv2d = convolution('conv2d', 2);
export const conv3d = convolution('conv3d', 3);
export const convTranspose1d = transposedConvolution('conv_transpose1d', 1);
export const convTranspose2d = transposedConvolution('conv_transpose2d', 2);
export const convTranspose3d = transposedConvolution('conv_transpose3d', 3);

export const depthwiseConv2d = layer('depthwise_conv2d', {
  summary: 'Convolution of every channel by itself, then the activation.',
  documentation:
    'The weight is [channels * multiplier, 1, height, width]: that of conv2d with as many groups as channels. Output channel c * multiplier + m reads channel c.',
  parameters: {
    kernel,
    multiplier: count('filters a channel', 1),
    ...strideAndPadding,
    dilation,
    ...learning,
  },
  tensors: ({ kernel, multiplier, bias }, input, { layout }) => {
    const { channels } = splitShape(input, layout);
    return tensorsOf(channels * multiplier, [channels * multiplier, 1, ...eachAxis(kernel, 2)], bias);
  },
  shape: ({ multiplier, ...window }, input, { layout }) => {
    const problem = whyNotSpatial('depthwise_conv2d', input, layout, 2);
    if (problem) return problem;
    const { channels, positions } = splitShape(input, layout);
    const axes = windowAxes(positions, window);
    if ('problem' in axes) return axes;
    return joinShape({ channels: channels * multiplier, positions: axes.map(({ output }) => output) }, layout);
  },
  operation: (settings) => operationOn('convolution', settings),
  derived: (_, { layout, inputs: [input] }) => ({ layout, groups: splitShape(input, layout).channels }),
});

function convolution(kind: string, dimensions: number) {
  return layer(kind, {
    summary: `Convolution over ${axesText(dimensions)}, then the activation.`,
    documentation: `The weight is [filters, channels / groups, ${kernelText(dimensions)}], slid without flipping it.`,
    parameters: { filters: count('output channels'), kernel, ...strideAndPadding, dilation, groups, ...learning },
    tensors: ({ filters, kernel, groups, bias }, input, { layout }) => {
      const { channels } = splitShape(input, layout);
      return tensorsOf(filters, [filters, channels / groups, ...eachAxis(kernel, dimensions)], bias);
    },
    shape: (settings, input, context) => {
      const problem = whyNotGrouped(kind, dimensions, settings, input, context);
      if (problem) return problem;
      const axes = windowAxes(splitShape(input, context.layout).positions, settings);
      if ('problem' in axes) return axes;
      return joinShape({ channels: settings.filters, positions: axes.map(({ output }) => output) }, context.layout);
    },
    operation: (settings) => operationOn('convolution', settings),
    derived: (_, { layout }) => ({ layout }),
  });
}

function transposedConvolution(kind: string, dimensions: number) {
  return layer(kind, {
    summary: `Transposed convolution over ${axesText(dimensions)}, then the activation.`,
    documentation: `The weight is [channels, filters / groups, ${kernelText(dimensions)}], and filters / groups times the kernel is its fan in, as in PyTorch. The map is the transpose of the convolution with these arguments; with \`same\` and \`circular\` the output is stride times as long as the input.`,
    parameters: {
      filters: count('output channels'),
      kernel,
      ...strideAndPadding,
      output_padding: sizes<never>('how much longer the output is than the least that fits', {
        minimum: 0,
        fallback: 0,
      }),
      dilation,
      groups,
      ...learning,
    },
    tensors: ({ filters, kernel, groups, bias }, input, { layout }) => {
      const { channels } = splitShape(input, layout);
      return tensorsOf(filters, [channels, filters / groups, ...eachAxis(kernel, dimensions)], bias);
    },
    shape: (settings, input, context) => {
      const problem = whyNotGrouped(kind, dimensions, settings, input, context);
      if (problem) return problem;
      const axes = transposedWindowAxes(splitShape(input, context.layout).positions, settings);
      if ('problem' in axes) return axes;
      return joinShape({ channels: settings.filters, positions: axes.map((axis) => axis.input) }, context.layout);
    },
    operation: (settings) => operationOn('transposed_convolution', settings),
    derived: (_, { layout }) => ({ layout }),
  });
}

function tensorsOf(units: number, weight: Shape, bias: boolean): Record<string, Shape> {
  return { weight, ...(bias && { bias: [units] }) };
}

function eachAxis(sizes: readonly number[], dimensions: number): Shape {
  return sizes.length === dimensions ? sizes : Array.from({ length: dimensions }, () => sizes[0]);
}

function whyNotGrouped(
  kind: string,
  dimensions: number,
  { filters, groups }: { readonly filters: number; readonly groups: number },
  input: Shape,
  { layout }: ShapeContext,
): ShapeProblem | undefined {
  const problem = whyNotSpatial(kind, input, layout, dimensions);
  if (problem) return problem;
  const { channels } = splitShape(input, layout);
  const wrong = [
    { size: channels, what: 'input channels' },
    { size: filters, what: 'filters' },
  ].find(({ size }) => size % groups !== 0);
  if (!wrong) return undefined;
  return {
    problem: `${wrong.size} ${wrong.what} cannot be split into ${groups} groups of one size.`,
    hint: 'groups must divide the input channels and the filters.',
  };
}

function axesText(dimensions: number): string {
  return ['one axis', 'two axes', 'three axes'][dimensions - 1];
}

function kernelText(dimensions: number): string {
  return ['length', 'height, width', 'depth, height, width'][dimensions - 1];
}
