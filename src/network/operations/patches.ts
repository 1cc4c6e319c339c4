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
  const { layout, taps, first, count } = view;
  const patches = new Matrix(samples.rows, patchLength(view));
  let place = 0;
  for (let i = 0; i < samples.rows; i++)
    for (let window = 0; window < taps.windows; window++)
      for (let channel = 0; channel < count; channel++) {
        const start = i * samples.cols + (first + channel) * layout.channelStride;
        for (let tap = window * taps.taps; tap < (window + 1) * taps.taps; tap++, place++) {
          const position = taps.positions[tap];
          if (position >= 0) patches.data[place] = samples.data[start + position * layout.positionStride];
        }
      }
  return patches;
}

/** The transpose of `gatherPatches`: adds to the rows of `samples` from `firstRow` on. */
export function addPatches(samples: Matrix, firstRow: number, patches: Matrix, view: PatchView): void {
  const { layout, taps, first, count } = view;
  let place = 0;
  for (let row = firstRow; row < firstRow + patches.rows; row++)
    for (let window = 0; window < taps.windows; window++)
      for (let channel = 0; channel < count; channel++) {
        const start = row * samples.cols + (first + channel) * layout.channelStride;
        for (let tap = window * taps.taps; tap < (window + 1) * taps.taps; tap++, place++) {
          const position = taps.positions[tap];
          if (position >= 0) samples.data[start + position * layout.positionStride] += patches.data[place];
        }
      }
}

function isIdentity(samples: Matrix, view: PatchView): boolean {
  const { layout, taps, count } = view;
  if (patchLength(view) !== samples.cols || taps.taps > 1 || layout.channels !== count) return false;
  return (layout.channelStride === 1 || count === 1) && taps.positions.every((position, window) => position === window);
}
