/** Normalisations. PyTorch's statistics: the variance is divided by the number of values, not by one less. */
import { layer } from '../layer';
import { choice, count, flag, number } from '../parameter';
import { formatShape, lastAxis } from '../shapes';
import { splitShape } from '../spatial';

const eps = number('added to the variance', 1e-5, { minimum: 0 });
const affine = flag('whether each normalised value is then multiplied by gamma and shifted by beta', true);
const trainable = flag('whether gamma and beta are learned', true);
const starts = 'gamma (tensor `weight`) starts at 1, beta (tensor `bias`) at 0.';

export const batchNorm = layer('batch_norm', {
  summary: 'Brings each channel to zero mean and unit variance over samples and positions.',
  documentation: `With \`statistics: batch\` mean and variance are those of the data, and the Jacobian couples the samples; with \`statistics: given\` they are the tensors \`running_mean\` and \`running_var\` (0 and 1 without weights), a fixed affine map. ${starts}`,
  parameters: {
    statistics: choice('whose mean and variance', ['batch', 'given'], 'batch'),
    eps,
    affine,
    trainable,
  },
  tensors: ({ affine }, input, { layout }) => gainAndShift(affine, [splitShape(input, layout).channels]),
  buffers({ statistics }, input, { layout }): Record<string, [number]> {
    const { channels } = splitShape(input, layout);
    return statistics === 'given' ? { running_mean: [channels], running_var: [channels] } : {};
  },
  derived: (_, { layout }) => ({ layout }),
});

export const layerNorm = layer('layer_norm', {
  summary: 'Brings each sample to zero mean and unit variance over its trailing axes.',
  documentation: `Leading axes are positions, each with statistics of its own. gamma and beta have an entry for each value normalised. ${starts}`,
  parameters: {
    axes: count('how many trailing axes the statistics are taken over', 1),
    eps,
    affine,
    bias: flag('whether there is beta', true),
    trainable,
  },
  tensors: ({ axes, affine, bias }, input) => gainAndShift(affine, input.slice(-axes), bias),
  shape: ({ axes }, input) =>
    axes <= input.length
      ? input
      : {
          problem: `layer_norm over ${axes} axes needs an input of at least as many, but was given ${formatShape(input)}.`,
          hint: `Use axes: ${input.length}.`,
        },
});

export const groupNorm = layer('group_norm', {
  summary: 'Brings each group of channels to zero mean and unit variance over positions, sample by sample.',
  documentation: `With one group it is the layer norm of whole samples, with as many as channels the instance norm. gamma and beta have an entry for each channel. ${starts}`,
  parameters: { groups: count('groups of neighbouring channels'), eps, affine, trainable },
  tensors: ({ affine }, input, { layout }) => gainAndShift(affine, [splitShape(input, layout).channels]),
  shape({ groups }, input, { layout }) {
    const { channels } = splitShape(input, layout);
    if (channels % groups === 0) return input;
    return {
      problem: `group_norm cannot split ${channels} channels into ${groups} equal groups.`,
      hint: `Choose a number of groups that divides ${channels}.`,
    };
  },
  derived: (_, { layout }) => ({ layout }),
});

export const rmsNorm = layer('rms_norm', {
  summary: 'Divides by the root mean square over the last axis.',
  documentation:
    'Leading axes are positions, each with a root mean square of its own. gamma (tensor `weight`) starts at 1; there is no beta.',
  parameters: {
    eps: number('added to the mean square', 1e-5, { minimum: 0 }),
    affine: flag('whether each value is then multiplied by gamma', true),
    trainable: flag('whether gamma is learned', true),
  },
  tensors: ({ affine }, input) => gainAndShift(affine, [lastAxis(input)], false),
});

function gainAndShift(affine: boolean, shape: readonly number[], shifted = true): Record<string, readonly number[]> {
  return { ...(affine && { weight: shape }), ...(affine && shifted && { bias: shape }) };
}
