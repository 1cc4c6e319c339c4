/** Where the channels and positions of a sample lie in its flat row. */
import type { Architecture, Shape } from '../../spec/architecture';
import { size } from './shape';

/** Entry (channel, position) of a flat sample is number channel * channelStride + position * positionStride; positions count row-major. */
export interface ChannelLayout {
  readonly channels: number;
  /** Sizes of the position axes; empty when there are channels only. */
  readonly axes: Shape;
  /** Number of positions, 1 when there are channels only. */
  readonly positions: number;
  readonly channelStride: number;
  readonly positionStride: number;
}

/** `channels_last`: [positions..., channels]; `channels_first`: [channels, positions...]. */
export function channelLayout(shape: Shape, layout: Architecture['layout']): ChannelLayout {
  const last = layout === 'channels_last';
  const channels = last ? shape[shape.length - 1] : shape[0];
  const axes = last ? shape.slice(0, -1) : shape.slice(1);
  const positions = size(axes);
  return {
    channels,
    axes,
    positions,
    channelStride: last ? 1 : positions,
    positionStride: last ? channels : 1,
  };
}

/** The channel of each entry of a flat sample. */
export function channelsOf({ channels, positions, channelStride }: ChannelLayout): Int32Array {
  return Int32Array.from({ length: channels * positions }, (_, at) => Math.floor(at / channelStride) % channels);
}
