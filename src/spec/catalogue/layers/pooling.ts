/** Layers that put one number in the place of a window of positions, channel by channel. */
import type { Shape } from '../../architecture';
import { layer, type ShapeContext, type ShapeProblem } from '../layer';
import { flag, optional, sizes, type Settings } from '../parameter';
import { formatShape } from '../shapes';
import { joinShape, splitShape, whyNotSpatial } from '../spatial';
import { windowAxes, type WindowAxis } from '../windows';

const windowParameters = {
  kernel: sizes<never>('size of the window on every position axis'),
  stride: optional(sizes<never>('steps between windows'), 'the kernel, so that windows do not overlap'),
  padding: sizes('padding on both sides, or a rule', { minimum: 0, words: ['same', 'valid'], fallback: 'valid' }),
  dilation: sizes<never>('steps between the places of a window', { fallback: 1 }),
  ceil_mode: flag('whether a last window that the input does not fill is kept', false),
};

const axesText =
  'There may be 1 to 3 position axes. `same` keeps ceil(input / stride) windows, with a surplus of padding at the end; `valid` pads nothing.';

export const maxPool = layer('max_pool', {
  summary: 'The largest value of each window of positions, channel by channel.',
  documentation: `${axesText} Padding never wins; of equal values the first is taken, as in PyTorch.`,
  parameters: windowParameters,
  shape: (settings, input, context) => pooledShape('max_pool', settings, input, context),
  derived: (settings, context) => windowSettings(settings, context),
});

export const averagePool = layer('avg_pool', {
  summary: 'The average of each window of positions, channel by channel.',
  documentation: `${axesText} With \`count_include_pad: false\` only the input is averaged, as Keras does with \`same\`.`,
  parameters: {
    ...windowParameters,
    count_include_pad: flag('whether padding counts as zeros in the average', true),
  },
  shape: (settings, input, context) => pooledShape('avg_pool', settings, input, context),
  derived: (settings, context) => windowSettings(settings, context),
});

export const globalAveragePool = layer('global_avg_pool', {
  summary: 'The average over all positions, channel by channel.',
  documentation: 'The output has channels only.',
  parameters: {},
  shape: (_, input, context) => channelsOf('global_avg_pool', input, context),
  derived: (_, { layout }) => ({ layout }),
});

export const globalMaxPool = layer('global_max_pool', {
  summary: 'The largest value over all positions, channel by channel.',
  documentation: 'The output has channels only. Of equal values the first is taken.',
  parameters: {},
  shape: (_, input, context) => channelsOf('global_max_pool', input, context),
  derived: (_, { layout }) => ({ layout }),
});

export const adaptiveAveragePool = layer('adaptive_avg_pool', {
  summary: 'Averages over as many windows as the output is to have positions.',
  documentation:
    'Window t of m on an axis of n averages the inputs from floor(t n / m) up to ceil((t + 1) n / m), as in PyTorch.',
  parameters: { positions: sizes<never>('positions of the output on every axis') },
  shape({ positions: wanted }, input, context) {
    const refusal = whyNotSpatial('adaptive_avg_pool', input, context.layout);
    if (refusal) return refusal;
    const { channels, positions } = splitShape(input, context.layout);
    if (wanted.length !== 1 && wanted.length !== positions.length)
      return {
        problem: `positions of adaptive_avg_pool has ${wanted.length} sizes, but ${formatShape(input)} has ${positions.length === 1 ? '1 position axis' : `${positions.length} position axes`}.`,
        hint: 'Give one size for all axes, or one an axis.',
      };
    return joinShape({ channels, positions: positions.map((_, axis) => wanted[axis] ?? wanted[0]) }, context.layout);
  },
  derived: (_, { layout }) => ({ layout }),
});

type PoolSettings = Settings<typeof windowParameters>;

function windowSettings({ kernel, stride }: PoolSettings, { layout }: ShapeContext) {
  return { stride: stride ?? kernel, layout };
}

function pooledShape(
  kind: string,
  settings: PoolSettings,
  input: Shape,
  { layout }: ShapeContext,
): Shape | ShapeProblem {
  const refusal = whyNotSpatial(kind, input, layout);
  if (refusal) return refusal;
  const { channels, positions } = splitShape(input, layout);
  const axes = windowAxes(positions, { ...settings, stride: settings.stride ?? settings.kernel });
  if ('problem' in axes) return axes;
  if (axes.some(readsOnlyPadding))
    return {
      problem: `Some windows of ${kind} hold padding only.`,
      hint: 'Pad by at most half of the kernel, or use a smaller dilation.',
    };
  return joinShape({ channels, positions: axes.map(({ output }) => output) }, layout);
}

/** Whether some window on the axis has no place inside the input. */
function readsOnlyPadding({ input, output, kernel, stride, dilation, before }: WindowAxis): boolean {
  if ((output - 1) * stride - before >= input) return true;
  if (Math.ceil(before / dilation) >= kernel) return true;
  // Only steps longer than the input can pass it over.
  if (dilation <= input) return false;
  for (let start = -before, window = 0; start < 0 && window < output; start += stride, window++) {
    const inside = Math.ceil(-start / dilation);
    if (start + inside * dilation >= input) return true;
  }
  return false;
}

function channelsOf(kind: string, input: Shape, { layout }: ShapeContext): Shape | ShapeProblem {
  return whyNotSpatial(kind, input, layout) ?? [splitShape(input, layout).channels];
}
