/** Dense layers and convolutions: W dx + dW x + db. */
import { setting } from '../network/operations/definition';
import { tensor } from '../network/operations/definition';
import { size } from '../network/operations/shape';
import type { Architecture } from '../spec/architecture';
import { splitShape } from '../spec/catalogue/spatial';
import { windowAxes, type WindowAxis, type WindowSettings } from '../spec/catalogue/windows';
import type { Site, Tangent } from './site';
import type { Tensor, TensorFlow } from './tensorflow';

/** `map`: from an input (n x features) and a weight, flat, to the output before the bias. */
interface AffineMap {
  readonly map: (input: Tensor, weight: Tensor) => Tensor;
  /** The bias, flat, as it is added to each sample's output (1 x features). */
  readonly bias: (values: Tensor) => Tensor;
}

export function dense(site: Site): Tangent {
  const { tf, node, operation } = site;
  const [units, features] = tensor({ node, parameters: operation.parameters }, 'weight')!.shape;
  const outputs = size(node.outputShape);
  return affineTangent(site, {
    map: (input, weight) => {
      const rows = tf.reshape(input, [-1, features]);
      return tf.reshape(tf.matMul(rows, tf.reshape(weight, [units, features]), false, true), [-1, outputs]);
    },
    bias: (values) => tile(tf, values, outputs / units),
  });
}

/** Of one or two axes, without groups, dilation or wrapping; undefined for others. */
export function convolution(site: Site): Tangent | undefined {
  const { tf, node, operation } = site;
  const layout = setting<Architecture['layout']>(node, 'layout');
  const from = splitShape(node.inputShapes[0], layout);
  const to = splitShape(node.outputShape, layout);
  const axes = windowAxes(from.positions, node.settings as unknown as WindowSettings);
  if ('problem' in axes || axes.length > 2 || setting<number>(node, 'groups') > 1 || !axes.every(isPlain))
    return undefined;
  const [units, channels, ...kernel] = tensor({ node, parameters: operation.parameters }, 'weight')!.shape;
  const image = [...padded(from.positions), channels];
  const [height, width] = padded(kernel);
  const [rows, columns] = padded(axes.map(({ stride }) => stride));
  const borders = [...(axes.length < 2 ? [[0, 0]] : []), ...axes.map(({ before, after }) => [before, after])];
  const positions = size(to.positions);
  const isFirst = layout === 'channels_first';
  return affineTangent(site, {
    map(input, weight) {
      const last = isFirst
        ? tf.transpose(tf.reshape(input, [-1, channels, image[0], image[1]]), [0, 2, 3, 1])
        : tf.reshape(input, [-1, ...image]);
      const wide = tf.pad(last, [[0, 0], ...borders, [0, 0]] as [number, number][]);
      const filter = tf.transpose(tf.reshape(weight, [units, channels, height, width]), [2, 3, 1, 0]);
      const output = tf.conv2d(wide as never, filter as never, [rows, columns], 'valid') as Tensor;
      return tf.reshape(isFirst ? tf.transpose(output, [0, 3, 1, 2]) : output, [-1, positions * units]);
    },
    bias: (values) =>
      isFirst
        ? tf.reshape(
            tf.mul(tf.reshape(values, [units, 1]), tf.tensor(new Float32Array(positions).fill(1), [1, positions])),
            [1, -1],
          )
        : tile(tf, values, positions),
  });
}

function affineTangent({ tf, node, operation, inputs: [input], constant }: Site, { map, bias }: AffineMap): Tangent {
  const { parameters } = operation;
  const weight = tensor({ node, parameters }, 'weight')!;
  const matrix = constant(weight.values, [weight.values.length]);
  const values = constant(input.data, [input.rows, input.cols]);
  return ([tangent], directions) => {
    const moved = [map(tangent, matrix)];
    for (const [index, direction] of directions.entries())
      if (direction && parameters[index] === weight) moved.push(map(values, direction));
    const shift = directions.find((direction, index) => direction && parameters[index] !== weight);
    return shift ? tf.add(tf.addN(moved), bias(shift)) : tf.addN(moved);
  };
}

function isPlain({ input, output, kernel, stride, dilation, before, after, wraps }: WindowAxis): boolean {
  return !wraps && dilation === 1 && Math.floor((input + before + after - kernel) / stride) + 1 === output;
}

/** As many numbers as an image has axes. */
function padded(axes: readonly number[]): readonly number[] {
  return axes.length < 2 ? [1, ...axes] : axes;
}

/** The values side by side `count` times, 1 x (count * length). */
function tile(tf: TensorFlow, values: Tensor, count: number): Tensor {
  return tf.reshape(
    tf.mul(tf.tensor(new Float32Array(count).fill(1), [count, 1]), tf.reshape(values, [1, -1])),
    [1, -1],
  );
}
