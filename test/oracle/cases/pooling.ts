import type { Case } from '../agreement';
import { channelsFirst, channelsLast } from '../kernels';
import { kerasLayers, tf } from '../tensorflow';

type Image = tf.Tensor4D;

/** TensorFlow.js divides gradients of averages by whole windows even where padding is left out: the quotient of two sums has no such gap. */
function averageInside(x: tf.Tensor, window: [number, number], stride: number): tf.Tensor {
  const sums = (of: tf.Tensor) => {
    const channels = of.shape[3]!;
    const ones = tf.ones([...window, channels, 1]) as Image;
    return tf.depthwiseConv2d(of as Image, ones, stride, 'same');
  };
  return tf.div(sums(x), sums(tf.onesLike(x)));
}

/** Means over ranges of one axis. */
function rangeMeans(x: tf.Tensor, axis: number, ranges: readonly (readonly [from: number, to: number])[]): tf.Tensor {
  const part = ([from, to]: readonly [number, number]) =>
    tf.slice(
      x,
      x.shape.map((_, at) => (at === axis ? from : 0)),
      x.shape.with(axis, to - from),
    );
  return tf.concat(
    ranges.map((range) => tf.mean(part(range), axis, true)),
    axis,
  );
}

export const poolingCases: readonly Case[] = [
  {
    name: 'max_pool of a sequence',
    input: [7, 2],
    layer: 'max_pool(3, stride: 2)',
    theirs: (x) => tf.squeeze(tf.maxPool(tf.expandDims(x, 1) as Image, [1, 3], [1, 2], 'valid'), [1]),
  },
  {
    name: 'max_pool',
    input: [5, 6, 2],
    layer: 'max_pool(2x3, stride: 2x1)',
    theirs: (x) => tf.maxPool(x as Image, [2, 3], [2, 1], 'valid'),
  },
  {
    name: 'max_pool, padded',
    input: [5, 4, 2],
    layer: 'max_pool(3, stride: 2, padding: 1)',
    theirs: (x) => tf.maxPool(x as Image, 3, 2, 1),
  },
  {
    name: 'max_pool, same',
    input: [5, 4, 2],
    layer: 'max_pool(2, padding: same)',
    theirs: (x) => tf.maxPool(x as Image, 2, 2, 'same'),
  },
  {
    name: 'max_pool, a last window that sticks out',
    input: [5, 5, 1],
    layer: 'max_pool(2, ceil_mode: true)',
    theirs: (x) =>
      tf.maxPool(
        tf.pad(
          x,
          [
            [0, 0],
            [0, 1],
            [0, 1],
            [0, 0],
          ],
          -1e9,
        ) as Image,
        2,
        2,
        'valid',
      ),
  },
  {
    name: 'max_pool, dilated',
    input: [6, 6, 2],
    layer: 'max_pool(2, stride: 1, dilation: 2)',
    theirs: (x) => tf.pool(x as Image, 2, 'max', 'valid', 2, 1),
  },
  {
    name: 'max_pool of volumes',
    input: [4, 3, 4, 2],
    layer: 'max_pool(2, stride: 1x1x2)',
    theirs: (x) => tf.maxPool3d(x as tf.Tensor5D, 2, [1, 1, 2], 'valid'),
  },
  {
    name: 'max_pool, channels first',
    input: [2, 4, 5],
    directives: 'layout channels_first',
    layer: 'max_pool(2)',
    theirs: (x) => channelsFirst(tf.maxPool(channelsLast(x) as Image, 2, 2, 'valid')),
  },
  {
    name: 'avg_pool',
    input: [5, 6, 2],
    layer: 'avg_pool(2x3, stride: 1x2)',
    theirs: (x) => tf.avgPool(x as Image, [2, 3], [1, 2], 'valid'),
  },
  {
    name: 'avg_pool, padding counted',
    input: [4, 5, 2],
    layer: 'avg_pool(3, stride: 2, padding: 1)',
    theirs: (x) =>
      tf.avgPool(
        tf.pad(x, [
          [0, 0],
          [1, 1],
          [1, 1],
          [0, 0],
        ]) as Image,
        3,
        2,
        'valid',
      ),
  },
  {
    name: 'avg_pool, same, of what is inside',
    input: [5, 4, 2],
    layer: 'avg_pool(3, stride: 2, padding: same, count_include_pad: false)',
    theirs: (x) => averageInside(x, [3, 3], 2),
  },
  {
    name: 'avg_pool of volumes',
    input: [3, 4, 3, 2],
    layer: 'avg_pool(2, stride: 1)',
    theirs: (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'valid'),
  },
  {
    name: 'global_avg_pool',
    input: [3, 4, 2],
    layer: 'global_avg_pool',
    theirs: (x) => kerasLayers.globalAveragePooling2d({}).apply(x) as tf.Tensor,
  },
  {
    name: 'global_max_pool',
    input: [5, 3],
    layer: 'global_max_pool',
    theirs: (x) => kerasLayers.globalMaxPooling1d({}).apply(x) as tf.Tensor,
  },
  {
    name: 'adaptive_avg_pool where windows overlap',
    input: [5, 4, 2],
    layer: 'adaptive_avg_pool(3x2)',
    theirs: (x) =>
      rangeMeans(
        rangeMeans(x, 1, [
          [0, 2],
          [1, 4],
          [3, 5],
        ]),
        2,
        [
          [0, 2],
          [2, 4],
        ],
      ),
  },
];
