import { Matrix } from '../numerics/matrix';
import type { Network } from '../network/network';
import type { FactoredJacobian } from './factored-jacobian';
import { factoredJacobian } from './jacobian';
import { times, transposedTimes } from './jacobian-products';
import { partSquares } from './layer-shares';

/** A symmetric matrix with the nonzero eigenvalues of G, known by its products. */
export interface GaussNewtonProduct {
  readonly size: number;
  times(vector: Float64Array): Float64Array;
  /** After the last product: gives back what is held outside JavaScript's memory. */
  release?(): void;
}

/** K u = J (J^T u), rows x rows, from factors that are at hand. */
export function gramProduct(jacobian: FactoredJacobian): GaussNewtonProduct {
  return {
    size: jacobian.rows,
    times(vector) {
      const result = new Float64Array(jacobian.rows);
      for (const part of jacobian.parts) addTo(result, times(jacobian.rows, part, transposedTimes(part, vector)));
      return result;
    },
  };
}

/** Sum of the eigenvalues of G, from the factors of J. */
export function traceOf(jacobian: FactoredJacobian): number {
  return sum(partSquares(jacobian));
}

/** As `traceOf`, from the factors of a few samples at a time. For networks whose samples do not depend on each other. */
export function blockwiseTrace(network: Network, samplesAtOnce: number): number {
  const samples = network.data.inputs.rows;
  let total = 0;
  for (let first = 0; first < samples; first += samplesAtOnce) {
    const block = restricted(network, first, Math.min(samples, first + samplesAtOnce));
    total += (block.data.inputs.rows / samples) * traceOf(factoredJacobian(block, undefined));
  }
  return total;
}

/** The same network on samples [first, last) of its data. */
function restricted(network: Network, first: number, last: number): Network {
  const { rows, cols, data } = network.data.inputs;
  const inputs = new Matrix(last - first, cols, data.subarray(first * cols, last * cols));
  return rows === last - first ? network : { ...network, data: { inputs } };
}

function addTo(target: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += vector[i];
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
