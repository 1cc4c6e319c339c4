import type { Activation, GraphNode } from '../spec/architecture';
import { activationFunction } from './activations/activation';
import type { Network, Trace } from './network';
import { maximaWindows } from './operations/max-pool';

/**
 * Windows of max-pools, over all samples and outputs, whose largest entry is not the only one, by node; nodes without any are left out. Which
 * of them has the derivative is a convention. Ties between entries that no parameter moves (relu's zeros) are none.
 */
export function maxPoolTies(
  network: Network,
  trace: Trace,
): readonly { readonly node: number; readonly count: number }[] {
  return network.nodes.flatMap(({ node }) => {
    const windows = maximaWindows(node);
    if (!windows) return [];
    const [read] = node.inputs;
    const entries = trace.outputs[read];
    const moves = movingEntries(network.nodes[read].node, trace);
    let count = 0;
    for (let i = 0; i < entries.rows; i++) {
      const sample = entries.row(i);
      for (let o = 0; o < windows.places.length; o++) {
        const candidates = windows.entries.subarray(windows.starts[o], windows.starts[o + 1]);
        const largest = candidates.reduce((most, at) => Math.max(most, sample[at]), -Infinity);
        const tied = candidates.filter((at) => sample[at] === largest);
        if (tied.length > 1 && tied.some((at) => moves(i, at))) count++;
      }
    }
    return count > 0 ? [{ node: node.id, count }] : [];
  });
}

/** Whether an entry of this node's output moves with its input: all do but those where an activation is flat. */
function movingEntries(
  { kind, inputs, settings }: GraphNode,
  trace: Trace,
): (sample: number, entry: number) => boolean {
  if (kind !== 'activation') return () => true;
  const phi = activationFunction(settings.activation as Activation);
  return (sample, entry) => phi.derivative(trace.outputs[inputs[0]].get(sample, entry)) !== 0;
}
