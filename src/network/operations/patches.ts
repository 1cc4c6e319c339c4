/** Channels of flat samples seen through windows. */
import type { Patches } from '../../numerics/patches';
import type { ChannelLayout } from './layout';
import type { Taps } from './taps';

/** Of channels [first, first + count) of samples that lie in `layout`. */
export function patchesOf(layout: ChannelLayout, taps: Taps, first: number, count: number): Patches {
  const { channelStride, positionStride } = layout;
  const start = first * channelStride;
  const places = taps.positions.map((position) => (position < 0 ? -1 : start + position * positionStride));
  const inOrder = taps.taps === 1 && taps.positions.every((position, window) => position === window);
  return {
    windows: taps.windows,
    taps: taps.taps,
    channels: count,
    places,
    channelStride,
    ...(inOrder && { windowStride: positionStride }),
  };
}
