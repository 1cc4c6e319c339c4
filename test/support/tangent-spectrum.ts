/**
 * The Gauss-Newton spectrum from an explicit J, one directional derivative a column: it shares the passes forward with the
 * product, and neither backward passes nor factored Jacobians nor decompositions.
 */
import { Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import type { Network } from '../../src/network/network';
import { forwardOnData, outputOf } from '../../src/network/passes';
import { weighRows } from './finite-difference-spectrum';
import { tangentColumns, tensorsOf } from './parameter-tangents';

/** Squared singular values of W J / sqrt(n) with W^T W = H, descending: min(rows, parameters) of them. */
export function tangentSpectrum(network: Network): number[] {
  const trace = forwardOnData(network);
  const columns = tensorsOf(network).flatMap((tensor) => tangentColumns(network, trace, tensor));
  if (columns.length === 0) return [];
  const jacobian = new MlMatrix(columns.map((column) => Array.from(column))).transpose();
  const weighted = weighRows(network, outputOf(network, trace).data, jacobian);
  const tall = weighted.rows >= weighted.columns ? weighted : weighted.transpose();
  const { diagonal } = new SingularValueDecomposition(tall, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return diagonal.map((value) => value ** 2).sort((a, b) => b - a);
}
