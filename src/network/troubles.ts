/** What goes wrong only once numbers pass through the network. */
import type { Problem } from '../spec/problem';
import type { Network } from './network';
import { forwardOnData } from './passes';
import { locate } from './problems';

/** One problem for every layer whose forward pass fails on the data. Costs a forward pass, only where an operation can fail. */
export function troubles(network: Network): Problem[] {
  const { nodes, architecture } = network;
  if (!nodes.some(({ operation }) => operation.trouble)) return [];
  const { saved } = forwardOnData(network);
  return nodes.flatMap(({ node, operation }) => {
    const complaint = operation.trouble?.(saved[node.id]);
    return complaint ? [locate(complaint, architecture.layers[node.layer].kindRange)] : [];
  });
}
