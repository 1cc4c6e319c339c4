import type { Architecture, GraphNode } from './architecture';

/**
 * Nodes through which every path from the input to the output goes, in order, without these two ends. What such a node does not carry
 * is lost for good.
 */
export function unavoidableNodes({ nodes, outputNode }: Architecture): readonly GraphNode[] {
  const used = nodesBefore(nodes, outputNode);
  const reach = new Map<number, number>();
  for (const id of used) for (const input of nodes[id].inputs) reach.set(input, Math.max(reach.get(input) ?? 0, id));
  let furthest = 0;
  // A node is avoidable exactly when an edge jumps over it in topological order.
  return used.flatMap((id) => {
    const jumped = furthest > id;
    furthest = Math.max(furthest, reach.get(id) ?? 0);
    return jumped || id === outputNode || nodes[id].kind === 'input' ? [] : [nodes[id]];
  });
}

/** Whether the network is one chain, each operation reading the one before it. */
export function isChain(architecture: Architecture): boolean {
  const ends = 2;
  return (
    nodesBefore(architecture.nodes, architecture.outputNode).length === unavoidableNodes(architecture).length + ends
  );
}

/** Number of entries of a node's output. */
export function nodeWidth({ outputShape }: GraphNode): number {
  return outputShape.reduce((product, size) => product * size, 1);
}

/** The output node and all that it depends on, ascending. */
function nodesBefore(nodes: readonly GraphNode[], outputNode: number): readonly number[] {
  const found = new Set([outputNode]);
  for (let id = outputNode; id >= 0; id--) if (found.has(id)) nodes[id].inputs.forEach((input) => found.add(input));
  return [...found].sort((a, b) => a - b);
}
