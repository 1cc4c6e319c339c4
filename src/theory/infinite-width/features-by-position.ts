import { channelLayout } from '../../network/operations/layout';
import { Matrix } from '../../numerics/matrix';
import type { Architecture, Shape } from '../../spec/architecture';

/** Samples (n x d) taken apart: for each position the n x channels matrix of its features. */
export function featuresByPosition(samples: Matrix, shape: Shape, layout: Architecture['layout']): readonly Matrix[] {
  const { channels, positions, channelStride, positionStride } = channelLayout(shape, layout);
  return Array.from({ length: positions }, (_, p) => {
    const features = new Matrix(samples.rows, channels);
    for (let a = 0; a < samples.rows; a++)
      for (let c = 0; c < channels; c++) features.set(a, c, samples.get(a, c * channelStride + p * positionStride));
    return features;
  });
}
