import { Matrix } from '../numerics/matrix';
import type { Network } from '../network/network';
import { type FactoredJacobian, parameterCount } from './factored-jacobian';
import { factoredJacobian } from './jacobian';
import { times, transposedTimes } from './jacobian-products';
import { partSquares } from './layer-shares';

/** A symmetric matrix with the nonzero eigenvalues of G, known by its products. */
export interface GaussNewtonProduct {
  readonly size: number;
  times(vector: Float64Array): Float64Array;
  /** Sum of the eigenvalues. */
  trace(): number;
}

/** K u = J (J^T u), rows x rows, from factors that are at hand. */
export function gramProduct(jacobian: FactoredJacobian): GaussNewtonProduct {
  return {
    size: jacobian.rows,
    times(vector) {
      const result = new Float64Array(jacobian.rows);
      for (const part of jacobian.parts) addTo(result, times(jacobian.rows, part, transposedTimes(part, vector)), 1);
      return result;
    },
    trace: () => sum(partSquares(jacobian)),
  };
}

/**
 * G v = (1/n) sum_i J_i^T (J_i v), parameters x parameters: the factors of `samplesAtOnce` samples at a time, computed anew
 * for every product. For networks whose samples do not depend on each other.
 */
export function blockwiseProduct(network: Network, samplesAtOnce: number): GaussNewtonProduct {
  const samples = network.data.inputs.rows;
  const forEachBlock = (use: (jacobian: FactoredJacobian, weight: number) => void) => {
    for (let first = 0; first < samples; first += samplesAtOnce) {
      const block = restricted(network, first, Math.min(samples, first + samplesAtOnce));
      use(factoredJacobian(block, undefined), block.data.inputs.rows / samples);
    }
  };
  return {
    size: network.parameterCount,
    times(vector) {
      const result = new Float64Array(network.parameterCount);
      forEachBlock((jacobian, weight) => addTo(result, gaussNewtonTimes(jacobian, vector), weight));
      return result;
    },
    trace() {
      let total = 0;
      forEachBlock((jacobian, weight) => (total += weight * sum(partSquares(jacobian))));
      return total;
    },
  };
}

/** J^T (J v). */
function gaussNewtonTimes({ rows, columns, parts }: FactoredJacobian, vector: Float64Array): Float64Array {
  const image = new Float64Array(rows);
  const slices = partSlices(parts, vector);
  parts.forEach((part, at) => addTo(image, times(rows, part, slices[at]), 1));
  const result = new Float64Array(columns);
  const targets = partSlices(parts, result);
  parts.forEach((part, at) => targets[at].set(transposedTimes(part, image)));
  return result;
}

/** Views of what belongs to each part in a vector over all parameters. */
function partSlices(parts: FactoredJacobian['parts'], vector: Float64Array): Float64Array[] {
  let from = 0;
  return parts.map(({ jacobian }) => {
    const slice = vector.subarray(from, from + parameterCount(jacobian));
    from += slice.length;
    return slice;
  });
}

/** The same network on samples [first, last) of its data. */
function restricted(network: Network, first: number, last: number): Network {
  const { rows, cols, data } = network.data.inputs;
  const inputs = new Matrix(last - first, cols, data.subarray(first * cols, last * cols));
  return rows === last - first ? network : { ...network, data: { inputs } };
}

function addTo(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
