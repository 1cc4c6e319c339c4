import type { Activation } from '../spec/architecture';
import { activationFunction } from './activations/activation';
import type { Network, Trace } from './network';

/** Pre-activations exactly at a kink, by activation node; nodes without any are left out. There phi' is a convention, not a derivative. */
export function kinkHits(network: Network, trace: Trace): readonly { readonly node: number; readonly count: number }[] {
  return network.nodes.flatMap(({ node }) => {
    if (node.kind !== 'activation') return [];
    const { kinks } = activationFunction(node.settings.activation as Activation);
    const count = trace.outputs[node.inputs[0]].data.filter((value) => kinks.includes(value)).length;
    return count > 0 ? [{ node: node.id, count }] : [];
  });
}
