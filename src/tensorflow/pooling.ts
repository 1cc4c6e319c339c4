/** Maxima and averages over windows, and branches side by side: entries gathered, and summed. */
import { averagesOf } from '../network/operations/average-pool';
import { setting } from '../network/operations/definition';
import { maximaWindows, winnersOf } from '../network/operations/max-pool';
import { size } from '../network/operations/shape';
import type { Site, Tangent } from './site';

export function maxima({ tf, node, inputs: [input], indices }: Site): Tangent {
  const winners = winnersOf(input, maximaWindows(node)!);
  const outputs = winners.length / input.rows;
  const places = indices(winners.map((winner, at) => Math.floor(at / outputs) * input.cols + winner));
  return ([tangent]) => tf.reshape(tf.gather(tf.reshape(tangent, [-1]), places), [-1, outputs]);
}

export function averages({ tf, node, constant, indices }: Site): Tangent {
  const { windows, divisors } = averagesOf(node)!;
  const { starts, entries, inputs } = windows;
  const outputs = divisors.length;
  const longest = divisors.reduce((most, _, output) => Math.max(most, starts[output + 1] - starts[output]), 0);
  // Shorter windows read a zero behind the last feature.
  const table = new Int32Array(outputs * longest).fill(inputs);
  for (let output = 0; output < outputs; output++)
    table.set(entries.subarray(starts[output], starts[output + 1]), output * longest);
  const places = indices(table);
  const shares = constant(
    divisors.map((divisor) => 1 / divisor),
    [1, outputs],
  );
  return ([tangent]) => {
    const widened = tf.pad(tangent, [
      [0, 0],
      [0, 1],
    ]);
    return tf.mul(tf.sum(tf.reshape(tf.gather(widened, places, 1), [-1, outputs, longest]), 2), shares);
  };
}

export function concat({ tf, node }: Site): Tangent {
  const axis = setting<number>(node, 'axis');
  const widths = node.inputShapes.map((shape) => size(shape.slice(axis)));
  const positions = size(node.inputShapes[0].slice(0, axis));
  return (tangents) => {
    const blocks = tangents.map((tangent, at) => tf.reshape(tangent, [-1, positions, widths[at]]));
    return tf.reshape(tf.concat(blocks, 2), [-1, size(node.outputShape)]);
  };
}
