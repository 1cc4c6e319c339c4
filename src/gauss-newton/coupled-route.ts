import type { Network } from '../network/network';

/** How cotangents go through a network that couples its samples. */
export interface CoupledRoute {
  /** By node id, whether no coupling stands in the node or between it and the output. */
  readonly behind: readonly boolean[];
  /** What every sample sees before a coupling: the couplings' statistics, or the seeds themselves where these are fewer. */
  readonly route: 'statistics' | 'seeds';
  /** By node id, how many rows of cotangents each sample has there. */
  readonly rowsPerSample: readonly number[];
  /** By node id, of a coupling the number of outputs of all nodes before it, else 0. */
  readonly widthBefore: readonly number[];
}

/** rows: of J, all seeds. */
export function coupledRoute({ nodes, data }: Pick<Network, 'nodes' | 'data'>, rows: number): CoupledRoute {
  const behind = nodes.map(({ operation }) => !operation.couples);
  for (const { node } of nodes.toReversed())
    if (!behind[node.id]) for (const input of node.inputs) behind[input] = false;
  const own = rows / data.inputs.rows;
  const before = nodes.map(({ node, operation }) => (operation.couples ? ancestors(nodes, node.id) : []));
  const widths = nodes.map(({ node }) => node.outputShape.reduce((a, b) => a * b, 1));
  const widthBefore = before.map((ids) => ids.reduce((sum, id) => sum + widths[id], 0));

  const statistics = nodes.map(() => own);
  for (const { node, operation } of nodes)
    for (const id of before[node.id]) statistics[id] += operation.couples!.statistics;
  const seeds = behind.map((last) => (last ? own : rows));
  const work = (perNode: readonly number[]) => perNode.reduce((sum, count, id) => sum + count * widths[id], 0);
  return work(statistics) < work(seeds)
    ? { behind, route: 'statistics', rowsPerSample: statistics, widthBefore }
    : { behind, route: 'seeds', rowsPerSample: seeds, widthBefore };
}

function ancestors(nodes: Network['nodes'], id: number): number[] {
  const found = new Set(nodes[id].node.inputs);
  for (const ancestor of found) for (const input of nodes[ancestor].node.inputs) found.add(input);
  return Array.from(found);
}
