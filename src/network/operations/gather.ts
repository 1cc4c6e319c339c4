/** Entries of a sample picked, moved or surrounded: each output is one input or a constant. */
import { Matrix } from '../../numerics/matrix';
import type { GraphNode, Shape } from '../../spec/architecture';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { size } from './shape';

/** Settings: `before`, one an axis; `value`. */
export function pad({ node }: Definition): Operation {
  const before = setting<readonly number[]>(node, 'before');
  return gather(node, (output) => output.map((at, axis) => at - before[axis]), setting<number>(node, 'value'));
}

/** Settings: `axis`, `start`, `step`. */
export function slice({ node }: Definition): Operation {
  const [sliced, start, step] = ['axis', 'start', 'step'].map((name) => setting<number>(node, name));
  return gather(node, (output) => output.map((at, axis) => (axis === sliced ? start + at * step : at)));
}

/** Setting: `order`. */
export function permute({ node }: Definition): Operation {
  const order = setting<readonly number[]>(node, 'order');
  return gather(node, (output) => order.map((_, axis) => output[order.indexOf(axis)]));
}

/** `source`: the input's coordinates for those of an output; outside the input stands the constant. */
function gather(node: GraphNode, source: (output: readonly number[]) => readonly number[], constant = 0): Operation {
  const [inputShape] = node.inputShapes;
  const inputs = size(inputShape);
  const table = indexTable(inputShape, node.outputShape, source);
  const picked = (batch: Matrix, ones?: Float64Array) => {
    const result = new Matrix(batch.rows, table.length);
    for (let i = 0; i < batch.rows; i++) {
      const [from, to] = [batch.row(i), result.row(i)];
      const outside = ones ? ones[i] * constant : 0;
      for (let o = 0; o < to.length; o++) to[o] = table[o] < 0 ? outside : from[table[o]];
    }
    return result;
  };

  return {
    linear: true,
    usesOnes: constant !== 0,
    parameters: [],
    forward: ([input], { ones }) => ({ output: picked(input, ones), saved: undefined }),
    jvp: (_saved, [tangent]) => picked(tangent),
    vjp(_saved, cotangent) {
      const result = new Matrix(cotangent.rows, inputs);
      for (let r = 0; r < cotangent.rows; r++) {
        const [from, to] = [cotangent.row(r), result.row(r)];
        for (let o = 0; o < from.length; o++) if (table[o] >= 0) to[table[o]] += from[o];
      }
      return [result];
    },
    parameterJacobian: () => [],
  };
}

/** The flat input of each flat output, -1 where there is none. */
function indexTable(input: Shape, output: Shape, source: (output: readonly number[]) => readonly number[]): Int32Array {
  const place = output.map(() => 0);
  return new Int32Array(size(output)).map(() => {
    const at = source(place);
    const inside = at.every((x, axis) => x >= 0 && x < input[axis]);
    const flat = inside ? at.reduce((index, x, axis) => index * input[axis] + x, 0) : -1;
    advance(place, output);
    return flat;
  });
}

/** The next place in row-major order. */
function advance(place: number[], shape: Shape): void {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (++place[axis] < shape[axis]) return;
    place[axis] = 0;
  }
}
