import { layer } from '../layer';
import { shape } from '../parameter';
import { formatShape, sizeOf } from '../shapes';

export const flatten = layer('flatten', {
  summary: 'Makes one axis of all, the last axis running fastest.',
  documentation: 'With `layout channels_first` the order is that of PyTorch.',
  parameters: {},
  shape: (_, input) => [sizeOf(input)],
});

export const reshape = layer('reshape', {
  summary: 'Arranges the same features in another shape, the last axis running fastest.',
  documentation: 'The number of features stays the same.',
  parameters: { shape: shape('the new shape, without the batch') },
  shape: ({ shape }, input) =>
    sizeOf(shape) === sizeOf(input)
      ? shape
      : {
          problem: `reshape to ${formatShape(shape)} needs ${sizeOf(shape)} features, but its input ${formatShape(input)} has ${sizeOf(input)}.`,
          hint: 'The product of the sizes must stay the same.',
        },
});
