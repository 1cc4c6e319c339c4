import type { Case } from '../agreement';
import { kerasLayers, tf } from '../tensorflow';

export const indexingCases: readonly Case[] = [
  {
    name: 'pad',
    input: [3, 2, 2],
    layer: 'pad(1x0, after: 2x1, value: 0.5)',
    theirs: (x) =>
      tf.pad(
        x,
        [
          [0, 0],
          [1, 2],
          [0, 1],
          [0, 0],
        ],
        0.5,
      ),
  },
  {
    name: 'pad with zeros',
    input: [3, 2, 2],
    layer: 'pad(1)',
    theirs: (x) => kerasLayers.zeroPadding2d({ padding: 1 }).apply(x) as tf.Tensor,
  },
  {
    name: 'slice',
    input: [5, 3],
    layer: 'slice(0, from: 1, to: -1, step: 2)',
    theirs: (x) => tf.gather(x, tf.tensor1d([1, 3], 'int32'), 1),
  },
  { name: 'slice backwards', input: [5, 3], layer: 'slice(0, step: -1)', theirs: (x) => tf.reverse(x, 1) },
  {
    name: 'permute',
    input: [2, 3, 4],
    layer: 'permute([2, 0, 1])',
    theirs: (x) => kerasLayers.permute({ dims: [3, 1, 2] }).apply(x) as tf.Tensor,
  },
  { name: 'mean', input: [2, 3, 4], layer: 'mean([0, -1])', theirs: (x) => tf.mean(x, [1, 3]) },
];
