import { Matrix } from '../numerics/matrix';
import { kinkHits } from '../network/kink-hits';
import type { Network, Trace } from '../network/network';

/** By layer, for layers with an activation. */
export interface Activity {
  /** Units whose derivative is zero on every sample. */
  readonly deadUnits: ReadonlyMap<number, number>;
  /** Pre-activations exactly at a kink, over all samples and units. */
  readonly kinkHits: ReadonlyMap<number, number>;
}

/** What the activations of a network do on the samples of a trace. */
export function activity(network: Network, trace: Trace): Activity {
  const deadUnits = new Map<number, number>();
  const hits = new Map<number, number>();
  const atKinks = new Map(kinkHits(network, trace).map(({ node, count }) => [node, count]));
  for (const { node, operation } of network.nodes) {
    if (node.kind !== 'activation') continue;
    const { rows, cols } = trace.outputs[node.inputs[0]];
    const tangent = new Matrix(rows, cols, new Float64Array(rows * cols).fill(1));
    const derivatives = operation.jvp(trace.saved[node.id], [tangent]);
    deadUnits.set(node.layer, (deadUnits.get(node.layer) ?? 0) + zeroColumns(derivatives));
    hits.set(node.layer, (hits.get(node.layer) ?? 0) + (atKinks.get(node.id) ?? 0));
  }
  return { deadUnits, kinkHits: hits };
}

function zeroColumns(matrix: Matrix): number {
  const alive = new Uint8Array(matrix.cols);
  matrix.data.forEach((value, at) => {
    if (value !== 0) alive[at % matrix.cols] = 1;
  });
  return alive.reduce((count, flag) => count + (flag === 0 ? 1 : 0), 0);
}
