import { address, get, set } from './memory';

// A sample's channels lie `channelStride` entries apart. `places`: windows x taps, the entry of the first channel that is read, negative for
// none. Patches: windows x channels x taps.

const TILE: i32 = 8;

@inline
function placeOf(places: usize, index: i32): i32 {
  return load<i32>(places + ((<usize>index) << 2));
}

/** What every window reads of a sample; 0 where a tap reads nothing. */
export function copyPatches(
  windows: i32, taps: i32, channels: i32, channelStride: i32, places: usize, sample: usize, patches: usize,
): void {
  if (taps == 1) return copyPositions(windows, channels, channelStride, places, sample, patches);
  for (let window = 0; window < windows; window++) {
    const first = window * taps;
    for (let channel = 0; channel < channels; channel++) {
      const from = address(sample, channel * channelStride);
      for (let tap = first; tap < first + taps; tap++, patches += 8) {
        const place = placeOf(places, tap);
        store<f64>(patches, place < 0 ? 0 : get(from, place));
      }
    }
  }
}

/** Tiles of windows and channels, so that both sides stay near the processor. */
function copyPositions(
  windows: i32, channels: i32, channelStride: i32, places: usize, sample: usize, patches: usize,
): void {
  for (let tile = 0; tile < windows; tile += TILE)
    for (let channel = 0; channel < channels; channel++) {
      const from = address(sample, channel * channelStride);
      for (let window = tile; window < min(windows, tile + TILE); window++) {
        const place = placeOf(places, window);
        set(patches, window * channels + channel, place < 0 ? 0 : get(from, place));
      }
    }
}

/** The transpose of `copyPatches`: adds to the sample. */
export function addPatches(
  windows: i32, taps: i32, channels: i32, channelStride: i32, places: usize, sample: usize, patches: usize,
): void {
  for (let window = 0; window < windows; window++) {
    const first = window * taps;
    for (let channel = 0; channel < channels; channel++) {
      const to = address(sample, channel * channelStride);
      for (let tap = first; tap < first + taps; tap++, patches += 8) {
        const place = placeOf(places, tap);
        if (place >= 0) set(to, place, get(to, place) + load<f64>(patches));
      }
    }
  }
}
