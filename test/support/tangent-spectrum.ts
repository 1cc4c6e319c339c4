/**
 * The Gauss-Newton spectrum from an explicit J, one directional derivative a column: it shares the passes forward with the
 * product, and neither backward passes nor factored Jacobians nor decompositions.
 */
import { Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import type { Network } from '../../src/network/network';
import type { Parameter } from '../../src/network/operation';
import { forwardOnData, jvp, outputOf } from '../../src/network/passes';
import { weighRows } from './finite-difference-spectrum';

/** Squared singular values of W J / sqrt(n) with W^T W = H, descending: min(rows, parameters) of them. */
export function tangentSpectrum(network: Network): number[] {
  const trace = forwardOnData(network);
  const parameters = new Set(network.nodes.flatMap(({ operation }) => operation.parameters));
  const columns = Array.from(parameters).flatMap((parameter) =>
    survivingEntries(parameter).map((entry) => {
      const direction = unit(parameter.values.length, entry);
      // A tensor that several nodes share moves in all of them.
      const directions = network.nodes.map(({ operation }) =>
        operation.parameters.map((other) => (other === parameter ? direction : undefined)),
      );
      return Array.from(jvp(network, trace, { parameters: directions }).data);
    }),
  );
  if (columns.length === 0) return [];
  const weighted = weighRows(network, outputOf(network, trace).data, new MlMatrix(columns).transpose());
  const tall = weighted.rows >= weighted.columns ? weighted : weighted.transpose();
  const { diagonal } = new SingularValueDecomposition(tall, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return diagonal.map((value) => value ** 2).sort((a, b) => b - a);
}

function survivingEntries({ values, trainable, mask }: Parameter): number[] {
  return trainable ? Array.from(values.keys()).filter((entry) => mask?.[entry] !== 0) : [];
}

function unit(length: number, entry: number): Float64Array {
  const result = new Float64Array(length);
  result[entry] = 1;
  return result;
}
