/** Entries of flat samples picked into another order, and the way back: patches that windows see, channels of a group. */
import { Matrix } from '../../numerics/matrix';
import type { ChannelLayout } from './layout';
import type { Taps } from './taps';

/** Of channels [first, first + count). */
export interface ChannelRange {
  readonly first: number;
  readonly count: number;
}

/**
 * Entries of a flat sample that the windows read, in the order (window, channel, tap); -1 where a tap reads nothing. windows * count * taps
 * of them: taps times as many as the channels have entries where windows lie densely.
 */
export function patchEntries(layout: ChannelLayout, { first, count }: ChannelRange, taps: Taps): Int32Array {
  const entries = new Int32Array(taps.windows * count * taps.taps);
  let place = 0;
  for (let window = 0; window < taps.windows; window++)
    for (let channel = first; channel < first + count; channel++)
      for (let tap = 0; tap < taps.taps; tap++) {
        const position = taps.positions[window * taps.taps + tap];
        entries[place++] = position < 0 ? -1 : channel * layout.channelStride + position * layout.positionStride;
      }
  return entries;
}

/** Entries in the order (position, channel). */
export function channelEntries(layout: ChannelLayout, { first, count }: ChannelRange): Int32Array {
  const { channelStride, positionStride, positions } = layout;
  return Int32Array.from(
    { length: positions * count },
    (_, place) => (first + (place % count)) * channelStride + Math.floor(place / count) * positionStride,
  );
}

/** rows x entries.length; 0 where the entry is -1. The samples themselves when the order is theirs. */
export function pick(samples: Matrix, entries: Int32Array): Matrix {
  if (entries.length === samples.cols && entries.every((entry, place) => entry === place)) return samples;
  const picked = new Matrix(samples.rows, entries.length);
  for (let i = 0; i < samples.rows; i++) {
    const from = samples.row(i);
    const to = picked.row(i);
    for (let place = 0; place < entries.length; place++) if (entries[place] >= 0) to[place] = from[entries[place]];
  }
  return picked;
}

/** The transpose of `pick`: adds to rows [start, start + picked.rows) of `samples`. */
export function addPicked(samples: Matrix, start: number, picked: Matrix, entries: Int32Array): void {
  for (let i = 0; i < picked.rows; i++) {
    const from = picked.row(i);
    const to = samples.row(start + i);
    for (let place = 0; place < entries.length; place++) if (entries[place] >= 0) to[entries[place]] += from[place];
  }
}
