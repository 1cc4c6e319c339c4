/** Sums over the positions of every channel. */
import { Matrix } from '../../numerics/matrix';
import type { ChannelLayout } from './layout';

/** One row a row of the cotangent, one column a channel. */
export interface ChannelSums {
  /** Of the cotangent. */
  readonly plain: Matrix;
  /** Of the cotangent times `values` of its sample. */
  readonly along: Matrix;
}

/** cotangent: (n * R) x features, R rows a sample. values: n x features. */
export function channelSums(cotangent: Matrix, values: Matrix, layout: ChannelLayout): ChannelSums {
  const { channels, positions, channelStride, positionStride } = layout;
  const perSample = cotangent.rows / values.rows;
  const plain = new Matrix(cotangent.rows, channels);
  const along = new Matrix(cotangent.rows, channels);
  const [from, by] = [cotangent.data, values.data];
  for (let row = 0; row < cotangent.rows; row++) {
    const start = row * cotangent.cols;
    const ahead = Math.floor(row / perSample) * cotangent.cols - start;
    for (let channel = 0; channel < channels; channel++) {
      let [sum, product] = [0, 0];
      let at = start + channel * channelStride;
      for (let t = 0; t < positions; t++, at += positionStride) {
        sum += from[at];
        product += from[at] * by[at + ahead];
      }
      plain.data[row * channels + channel] = sum;
      along.data[row * channels + channel] = product;
    }
  }
  return { plain, along };
}

/**
 * Row (i, c) of the result is, in every channel, scale * cotangent - shift[c] - slope[c] * values[i]. scale: one a channel; shift and
 * slope: R x channels, the same for all samples.
 */
export function combineChannels(
  cotangent: Matrix,
  values: Matrix,
  { channels, positions, channelStride, positionStride }: ChannelLayout,
  { scale, shift, slope }: { readonly scale: Float64Array; readonly shift: Matrix; readonly slope: Matrix },
): Matrix {
  const perSample = cotangent.rows / values.rows;
  const result = new Matrix(cotangent.rows, cotangent.cols);
  const [from, by, to] = [cotangent.data, values.data, result.data];
  for (let row = 0; row < cotangent.rows; row++) {
    const start = row * cotangent.cols;
    const ahead = Math.floor(row / perSample) * cotangent.cols - start;
    for (let channel = 0; channel < channels; channel++) {
      const entry = (row % perSample) * channels + channel;
      const [factor, less, along] = [scale[channel], shift.data[entry], slope.data[entry]];
      let at = start + channel * channelStride;
      for (let t = 0; t < positions; t++, at += positionStride)
        to[at] = factor * from[at] - less - along * by[at + ahead];
    }
  }
  return result;
}
