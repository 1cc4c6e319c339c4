import { expect, test } from 'vitest';
import { channelLayout } from '../../../src/network/operations/layout';

test.each([
  [[2, 3, 5], 'channels_last', { channels: 5, axes: [2, 3], positions: 6, channelStride: 1, positionStride: 5 }],
  [[5, 2, 3], 'channels_first', { channels: 5, axes: [2, 3], positions: 6, channelStride: 6, positionStride: 1 }],
  [[4], 'channels_last', { channels: 4, axes: [], positions: 1, channelStride: 1, positionStride: 4 }],
  [[4], 'channels_first', { channels: 4, axes: [], positions: 1, channelStride: 1, positionStride: 1 }],
] as const)('%j, %s', (shape, layout, expected) => {
  expect(channelLayout(shape, layout)).toEqual(expected);
});
