/** Averages over windows of a sample. */
import { Matrix } from '../../numerics/matrix';
import type { GraphNode } from '../../spec/architecture';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { adaptedWindows, axisWindows, globalWindows, slidingWindows } from './pool-windows';
import type { Windows } from './windows';

/** Output o is the sum over its window divided by divisors[o]. */
export interface Averages {
  readonly windows: Windows;
  readonly divisors: Float64Array;
}

/** Of avg_pool, global_avg_pool, adaptive_avg_pool and axis_mean. */
export function averagePool({ node }: Definition): Operation {
  return averages(averagesOf(node)!);
}

/**
 * The averages that a node takes; undefined of any other. Settings: of avg_pool those of `slidingWindows` and `count_include_pad`, whether
 * the padding counts as zeros; of the others those of their windows.
 */
export function averagesOf(node: GraphNode): Averages | undefined {
  switch (node.kind) {
    case 'avg_pool': {
      const windows = slidingWindows(node);
      return setting<boolean>(node, 'count_include_pad') ? { windows, divisors: windows.places } : plain(windows);
    }
    case 'global_avg_pool':
      return plain(globalWindows(node));
    case 'adaptive_avg_pool':
      return plain(adaptedWindows(node));
    case 'axis_mean':
      return plain(axisWindows(node));
  }
  return undefined;
}

function plain(windows: Windows): Averages {
  const { starts, places } = windows;
  return { windows, divisors: places.map((_, output) => starts[output + 1] - starts[output]) };
}

function averages({ windows, divisors }: Averages): Operation {
  return {
    linear: true,
    usesOnes: false,
    parameters: [],
    forward: ([input]) => ({ output: gathered(input, windows, divisors), saved: undefined }),
    jvp: (_saved, [tangent]) => gathered(tangent, windows, divisors),
    vjp: (_saved, cotangent) => [scattered(cotangent, windows, divisors)],
    parameterJacobian: () => [],
  };
}

function gathered(batch: Matrix, { starts, entries }: Windows, divisors: Float64Array): Matrix {
  const result = new Matrix(batch.rows, divisors.length);
  for (let i = 0; i < batch.rows; i++) {
    const [from, to] = [batch.row(i), result.row(i)];
    for (let o = 0; o < to.length; o++) {
      let sum = 0;
      for (let e = starts[o]; e < starts[o + 1]; e++) sum += from[entries[e]];
      to[o] = sum / divisors[o];
    }
  }
  return result;
}

function scattered(cotangent: Matrix, { starts, entries, inputs }: Windows, divisors: Float64Array): Matrix {
  const result = new Matrix(cotangent.rows, inputs);
  for (let r = 0; r < cotangent.rows; r++) {
    const [from, to] = [cotangent.row(r), result.row(r)];
    for (let o = 0; o < from.length; o++) {
      const share = from[o] / divisors[o];
      for (let e = starts[o]; e < starts[o + 1]; e++) to[entries[e]] += share;
    }
  }
  return result;
}
