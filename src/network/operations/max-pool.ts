/** The largest entry of each window of a sample. */
import { Matrix } from '../../numerics/matrix';
import type { GraphNode } from '../../spec/architecture';
import type { Operation } from '../operation';
import type { Definition } from './definition';
import { globalWindows, slidingWindows } from './pool-windows';
import type { Windows } from './windows';

interface Saved {
  /** Flat input that each output took, sample after sample; of equal ones the first, as in PyTorch. */
  readonly winners: Int32Array;
}

/** Settings: those of `slidingWindows`. */
export function maxPool({ node }: Definition): Operation<Saved> {
  return maxima(slidingWindows(node));
}

/** Setting: `layout`. */
export function globalMaxPool({ node }: Definition): Operation<Saved> {
  return maxima(globalWindows(node));
}

/** The windows of a node that takes maxima; undefined of any other. */
export function maximaWindows(node: GraphNode): Windows | undefined {
  if (node.kind === 'max_pool') return slidingWindows(node);
  return node.kind === 'global_max_pool' ? globalWindows(node) : undefined;
}

/** The flat input that each output of each sample takes; of equal ones the first. */
export function winnersOf(input: Matrix, windows: Windows): Int32Array {
  const outputs = windows.places.length;
  const winners = new Int32Array(input.rows * outputs);
  for (let i = 0; i < input.rows; i++)
    for (let o = 0; o < outputs; o++) winners[i * outputs + o] = winner(input.row(i), windows, o);
  return winners;
}

function maxima(windows: Windows): Operation<Saved> {
  const outputs = windows.places.length;

  return {
    linear: false,
    usesOnes: false,
    parameters: [],
    forward([input]) {
      const winners = winnersOf(input, windows);
      return { output: picked(input, winners, outputs), saved: { winners } };
    },
    jvp: ({ winners }, [tangent]) => picked(tangent, winners, outputs),
    vjp({ winners }, cotangent, rowsPerSample) {
      const result = new Matrix(cotangent.rows, windows.inputs);
      for (let r = 0; r < cotangent.rows; r++) {
        const [from, to] = [cotangent.row(r), result.row(r)];
        const first = Math.floor(r / rowsPerSample) * outputs;
        for (let o = 0; o < outputs; o++) to[winners[first + o]] += from[o];
      }
      return [result];
    },
    parameterJacobian: () => [],
  };
}

function winner(sample: Float64Array, { starts, entries }: Windows, output: number): number {
  let best = entries[starts[output]];
  for (let e = starts[output] + 1; e < starts[output + 1]; e++) {
    const value = sample[entries[e]];
    // What is not a number wins, so that it reaches the output.
    if (value > sample[best] || Number.isNaN(value)) best = entries[e];
  }
  return best;
}

function picked(batch: Matrix, winners: Int32Array, outputs: number): Matrix {
  const result = new Matrix(batch.rows, outputs);
  for (let i = 0; i < batch.rows; i++) {
    const [from, to] = [batch.row(i), result.row(i)];
    for (let o = 0; o < outputs; o++) to[o] = from[winners[i * outputs + o]];
  }
  return result;
}
