/** PyTorch's kernels and windows in the words of TensorFlow: kernel axes first, channels last, padding and dilation made explicit. */
import { tf } from './tensorflow';

export interface Window {
  readonly stride?: readonly number[];
  /** Zeros on both sides, by axis; TensorFlow's own rules; or values that wrap around, this many on each side. */
  readonly pad?: readonly number[] | 'same' | { readonly wrap: readonly (readonly [before: number, after: number])[] };
  readonly dilation?: readonly number[];
  readonly groups?: number;
}

/** Convolution of [n, positions..., channels] by [out, in / groups, k...], bias included. */
export function convolve(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor | undefined, window: Window): tf.Tensor {
  const { pad, groups = 1, dilation = [] } = window;
  const kernels = split(dilate(kernelAxesFirst(weight), dilation), groups, -1);
  const parts = split(addPadding(x, pad), groups, -1).map((part, at) => slide(part, kernels[at], window));
  const joined = tf.concat(parts, -1);
  return bias ? tf.add(joined, bias) : joined;
}

/** [channels * multiplier, 1, h, w] on [n, h, w, channels]. */
export function convolveDepthwise(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, window: Window): tf.Tensor {
  const channels = x.shape[3]!;
  const [out, , height, width] = weight.shape;
  const kernel = tf.transpose(tf.reshape(weight, [channels, out / channels, height, width]), [2, 3, 0, 1]);
  const padding = window.pad === 'same' ? 'same' : 'valid';
  const stride = pair(window.stride);
  return tf.add(
    tf.depthwiseConv2d(addPadding(x, window.pad) as tf.Tensor4D, kernel as tf.Tensor4D, stride, padding),
    bias,
  );
}

/** By TensorFlow's own transposed convolution of images: [in, out, h, w] on [n, h, w, in]. */
export function transposedConvolution2d(
  x: tf.Tensor,
  weight: tf.Tensor,
  bias: tf.Tensor,
  { output, stride, pad }: { output: readonly [number, number]; stride?: readonly number[]; pad: number | 'same' },
): tf.Tensor {
  const kernel = tf.transpose(weight, [2, 3, 1, 0]) as tf.Tensor4D;
  const shape: [number, number, number, number] = [x.shape[0], ...output, weight.shape[1]!];
  return tf.add(tf.conv2dTranspose(x as tf.Tensor4D, kernel, shape, pair(stride), pad === 0 ? 'valid' : pad), bias);
}

/**
 * In any dimension, of [in, out / groups, k...]: entries moved apart by the stride, padded by dilation (kernel - 1) - pad, and convolved with
 * the flipped kernel.
 */
export function transposedConvolution(
  x: tf.Tensor,
  weight: tf.Tensor,
  bias: tf.Tensor,
  {
    stride,
    pad,
    surplus,
    dilation,
    groups = 1,
  }: Record<'stride' | 'pad' | 'surplus' | 'dilation', readonly number[]> & {
    groups?: number;
  },
): tf.Tensor {
  const axes = stride.map((_, axis) => axis);
  const apart = dilate(x, [1, ...stride]);
  const reach = axes.map((axis) => dilation[axis] * (weight.shape[2 + axis] - 1));
  const around = axes.map((axis): [number, number] => [
    reach[axis] - pad[axis],
    reach[axis] - pad[axis] + surplus[axis],
  ]);
  const wide = tf.pad(apart, [[0, 0], ...around, [0, 0]]);
  const flipped = tf.reverse(
    weight,
    axes.map((axis) => axis + 2),
  );
  const kernels = split(flipped, groups, 0).map((part) => dilate(kernelAxesFirst(swapped(part)), dilation));
  const parts = split(wide, groups, -1).map((part, at) => slide(part, kernels[at], {}));
  return tf.add(tf.concat(parts, -1), bias);
}

/** Channels behind positions and back. */
export function channelsLast(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, [0, ...x.shape.map((_, axis) => axis).slice(2), 1]);
}

export function channelsFirst(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, [0, x.rank - 1, ...x.shape.map((_, axis) => axis).slice(1, -1)]);
}

/** [out, in, k...] to [k..., in, out]. */
function kernelAxesFirst(weight: tf.Tensor): tf.Tensor {
  return tf.transpose(weight, [...weight.shape.map((_, axis) => axis).slice(2), 1, 0]);
}

function swapped(weight: tf.Tensor): tf.Tensor {
  return tf.transpose(weight, [1, 0, ...weight.shape.map((_, axis) => axis).slice(2)]);
}

function slide(x: tf.Tensor, kernel: tf.Tensor, { stride = [], pad }: Window): tf.Tensor {
  const padding = pad === 'same' ? 'same' : 'valid';
  const [a = 1, b = a, c = a] = stride;
  if (x.rank === 3) return tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, a, padding);
  if (x.rank === 4) return tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, [a, b], padding);
  return tf.conv3d(x as tf.Tensor5D, kernel as tf.Tensor5D, [a, b, c], padding);
}

/** Zeros between the entries of the first axes: TensorFlow.js has no gradients of dilated convolutions. */
function dilate(tensor: tf.Tensor, dilation: readonly number[]): tf.Tensor {
  return dilation.reduce((result, by, axis) => {
    if (by === 1) return result;
    const { shape } = result;
    const [before, length, after] = [shape.slice(0, axis), shape[axis], shape.slice(axis + 1)];
    const spread = tf.pad(tf.reshape(result, [...before, length, 1, ...after]), [
      ...before.map((): [number, number] => [0, 0]),
      [0, 0],
      [0, by - 1],
      ...after.map((): [number, number] => [0, 0]),
    ]);
    const whole = tf.reshape(spread, [...before, length * by, ...after]);
    return tf.slice(
      whole,
      shape.map(() => 0),
      [...before, (length - 1) * by + 1, ...after],
    );
  }, tensor);
}

/** TensorFlow.js has no gradient of a split into one. */
function split(x: tf.Tensor, groups: number, axis: number): tf.Tensor[] {
  return groups === 1 ? [x] : tf.split(x, groups, axis);
}

function addPadding(x: tf.Tensor, pad: Window['pad']): tf.Tensor {
  if (pad === undefined || pad === 'same') return x;
  if ('wrap' in pad) return pad.wrap.reduce((result, sides, axis) => wrapped(result, axis + 1, sides), x);
  return tf.pad(x, [[0, 0], ...pad.map((by): [number, number] => [by, by]), [0, 0]]);
}

function wrapped(x: tf.Tensor, axis: number, [before, after]: readonly [number, number]): tf.Tensor {
  const part = (from: number, size: number) =>
    tf.slice(
      x,
      x.shape.map((_, at) => (at === axis ? from : 0)),
      x.shape.with(axis, size),
    );
  return tf.concat([part(x.shape[axis] - before, before), x, part(0, after)], axis);
}

function pair([a = 1, b = a]: readonly number[] = []): [number, number] {
  return [a, b];
}
