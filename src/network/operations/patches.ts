/** Patches: what windows read of flat samples, and the way back. */
import { Matrix } from '../../numerics/matrix';
import type { ChannelLayout } from './layout';
import type { Taps } from './taps';

/** Channels [first, first + count) of samples that lie in `layout`, seen through windows. Entries of a patch: (window, channel, tap), row-major. */
export interface PatchView {
  readonly layout: ChannelLayout;
  readonly taps: Taps;
  readonly first: number;
  readonly count: number;
}

/** Entries of one sample's patches: where windows lie densely, `taps` times as many as the channels have. */
export function patchLength({ taps, count }: PatchView): number {
  return taps.windows * count * taps.taps;
}

/** samples.rows x patchLength; 0 where a tap reads nothing. The samples themselves where each entry would be its own patch. */
export function gatherPatches(samples: Matrix, view: PatchView): Matrix {
  if (isIdentity(samples, view)) return samples;
  const patches = new Matrix(samples.rows, patchLength(view));
  copyPatches(samples, [0, samples.rows], view, patches.data);
  return patches;
}

/** The patches of samples [firstRow, lastRow), one after another; `target` is read nowhere and all of it is written. */
export function copyPatches(
  samples: Matrix,
  [firstRow, lastRow]: readonly [number, number],
  view: PatchView,
  target: Float64Array,
): void {
  const { cols, data } = samples;
  if (isIdentity(samples, view)) return target.set(data.subarray(firstRow * cols, lastRow * cols));
  const { windows, taps, places, channelStride, start, count } = placesOf(view);
  if (taps === 1) return copyPositions(samples, [firstRow, lastRow], placesOf(view), target);
  let place = 0;
  for (let row = firstRow; row < lastRow; row++)
    for (let window = 0; window < windows; window++)
      for (let channel = 0; channel < count; channel++) {
        const from = row * cols + start + channel * channelStride;
        for (let tap = window * taps; tap < (window + 1) * taps; tap++, place++)
          target[place] = places[tap] >= 0 ? data[from + places[tap]] : 0;
      }
}

/** Patches of one tap: tiles of windows and channels, so that both sides stay near the processor. */
function copyPositions(
  { cols, data }: Matrix,
  [firstRow, lastRow]: readonly [number, number],
  { windows, places, channelStride, start, count }: Places,
  target: Float64Array,
): void {
  for (let row = firstRow, own = 0; row < lastRow; row++, own += windows * count)
    for (let tile = 0; tile < windows; tile += TILE) {
      const end = Math.min(windows, tile + TILE);
      for (let channel = 0; channel < count; channel++) {
        const from = row * cols + start + channel * channelStride;
        for (let window = tile, to = own + tile * count + channel; window < end; window++, to += count)
          target[to] = places[window] >= 0 ? data[from + places[window]] : 0;
      }
    }
}

/** The transpose of `copyPatches`: adds to the rows of `samples` from `firstRow` on. */
export function addPatches(samples: Matrix, firstRow: number, patches: Float64Array, view: PatchView): void {
  const { cols, data } = samples;
  const { windows, taps, places, channelStride, start, count } = placesOf(view);
  let place = 0;
  for (let row = firstRow; place < patches.length; row++)
    for (let window = 0; window < windows; window++)
      for (let channel = 0; channel < count; channel++) {
        const to = row * cols + start + channel * channelStride;
        for (let tap = window * taps; tap < (window + 1) * taps; tap++, place++)
          if (places[tap] >= 0) data[to + places[tap]] += patches[place];
      }
}

/** Positions whose channels are moved together. */
const TILE = 16;

/** The numbers that the inner loops need, side by side. */
interface Places {
  readonly windows: number;
  readonly taps: number;
  /** windows x taps: the offset of the position read, -1 for none. */
  readonly places: Int32Array;
  readonly channelStride: number;
  /** Offset of the first channel. */
  readonly start: number;
  readonly count: number;
}

const known = new WeakMap<PatchView, Places>();

function placesOf(view: PatchView): Places {
  const { layout, taps, first, count } = view;
  const found = known.get(view);
  if (found) return found;
  const { channelStride, positionStride } = layout;
  const places = taps.positions.map((position) => (position < 0 ? -1 : position * positionStride));
  const result = { windows: taps.windows, taps: taps.taps, places, channelStride, start: first * channelStride, count };
  known.set(view, result);
  return result;
}

function isIdentity(samples: Matrix, view: PatchView): boolean {
  const { layout, taps, count } = view;
  if (patchLength(view) !== samples.cols || taps.taps > 1 || layout.channels !== count) return false;
  return (layout.channelStride === 1 || count === 1) && taps.positions.every((position, window) => position === window);
}
