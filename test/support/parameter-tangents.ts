/** J by directional derivatives: it shares the passes forward with the product, and neither backward passes nor factored Jacobians. */
import type { Network, Trace } from '../../src/network/network';
import type { Parameter } from '../../src/network/operation';
import { jvp } from '../../src/network/passes';

/** Every tensor once, in the order of the nodes. */
export function tensorsOf(network: Network): Parameter[] {
  return [...new Set(network.nodes.flatMap(({ operation }) => operation.parameters))];
}

/** J times a direction that moves this tensor alone, in every node that it belongs to: n x k, flat. */
export function tangentOf(network: Network, trace: Trace, tensor: Parameter, direction: Float64Array): Float64Array {
  const parameters = network.nodes.map(({ operation }) =>
    operation.parameters.map((other) => (other === tensor ? direction : undefined)),
  );
  return jvp(network, trace, { parameters }).data;
}

/** The columns of J that belong to one tensor: one a learnable, surviving entry. */
export function tangentColumns(network: Network, trace: Trace, tensor: Parameter): Float64Array[] {
  return survivingEntries(tensor).map((entry) => tangentOf(network, trace, tensor, unit(tensor.values.length, entry)));
}

function survivingEntries({ values, trainable, mask }: Parameter): number[] {
  return trainable ? Array.from(values.keys()).filter((entry) => mask?.[entry] !== 0) : [];
}

function unit(length: number, entry: number): Float64Array {
  const result = new Float64Array(length);
  result[entry] = 1;
  return result;
}
