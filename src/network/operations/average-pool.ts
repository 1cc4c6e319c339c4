/** Averages over windows of a sample. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { adaptedWindows, axisWindows, globalWindows, slidingWindows } from './pool-windows';
import type { Windows } from './windows';

/** Settings: those of `slidingWindows` and `count_include_pad`: whether the padding counts as zeros. */
export function averagePool({ node }: Definition): Operation {
  const windows = slidingWindows(node);
  return averages(windows, setting<boolean>(node, 'count_include_pad') ? windows.places : entryCounts(windows));
}

/** Setting: `layout`. */
export function globalAveragePool({ node }: Definition): Operation {
  return plainAverages(globalWindows(node));
}

/** Setting: `layout`; the output's shape gives the number of windows. */
export function adaptiveAveragePool({ node }: Definition): Operation {
  return plainAverages(adaptedWindows(node));
}

/** Setting: `axes`, those that go away. */
export function axisMean({ node }: Definition): Operation {
  return plainAverages(axisWindows(node));
}

function plainAverages(windows: Windows): Operation {
  return averages(windows, entryCounts(windows));
}

/** Sums over windows, output o divided by divisors[o]. */
function averages(windows: Windows, divisors: Float64Array): Operation {
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

function entryCounts({ starts, places }: Windows): Float64Array {
  return places.map((_, output) => starts[output + 1] - starts[output]);
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
