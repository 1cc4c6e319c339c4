/** What goes wrong only once numbers pass through the network. */
import type { Problem } from '../spec/problem';
import type { Network } from './network';
import { forwardOnData } from './passes';
import { locate } from './problems';

/** K500 for every layer whose forward pass fails on the data. Costs a forward pass, only where an operation can fail. */
export function troubles(network: Network): Problem[] {
  const { nodes, architecture } = network;
  if (!nodes.some(({ operation }) => operation.trouble)) return [];
  const { saved } = forwardOnData(network);
  return nodes.flatMap(({ node, operation }) => {
    const message = operation.trouble?.(saved[node.id]);
    if (!message) return [];
    const hint = 'Make W smaller (init: lecun_normal(gain: 0.45)), or take an activation that saturates.';
    return [locate({ code: 'K500', message, hint }, architecture.layers[node.layer].kindRange)];
  });
}
