import { Matrix } from '../numerics/matrix';
import type { Network, Trace } from '../network/network';

/** By layer, how many units of its activation have derivative zero on every sample; only layers where such units exist or could. */
export function deadUnits(network: Network, trace: Trace): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { node, operation } of network.nodes) {
    if (node.kind !== 'activation') continue;
    const { rows, cols } = trace.outputs[node.inputs[0]];
    const tangent = new Matrix(rows, cols, new Float64Array(rows * cols).fill(1));
    const derivatives = operation.jvp(trace.saved[node.id], [tangent]);
    counts.set(node.layer, (counts.get(node.layer) ?? 0) + zeroColumns(derivatives));
  }
  return counts;
}

function zeroColumns(matrix: Matrix): number {
  const alive = new Uint8Array(matrix.cols);
  matrix.data.forEach((value, at) => {
    if (value !== 0) alive[at % matrix.cols] = 1;
  });
  return alive.reduce((count, flag) => count + (flag === 0 ? 1 : 0), 0);
}
