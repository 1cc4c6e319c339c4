import { Matrix } from '../numerics/matrix';
import { nonzeroColumns } from '../numerics/nonzero-columns';
import { kinkHits } from '../network/kink-hits';
import { maxPoolTies } from '../network/max-pool-ties';
import type { Network, Trace } from '../network/network';
import type { GraphNode } from '../spec/architecture';

/** By layer, for the layers that a figure is about. */
export interface Activity {
  /** Units whose derivative is zero on every sample; layers with an activation. */
  readonly deadUnits: ReadonlyMap<number, number>;
  /** Pre-activations exactly at a kink, over all samples and units; layers with an activation. */
  readonly kinkHits: ReadonlyMap<number, number>;
  /** Windows with several largest values, over all samples; max-pools. */
  readonly tiedWindows: ReadonlyMap<number, number>;
  /** Tokens of the vocabulary that no sample holds; learned embeddings. */
  readonly unusedTokens: ReadonlyMap<number, number>;
}

/** What the layers of a network do on the samples of a trace. */
export function activity(network: Network, trace: Trace): Activity {
  const { nodes } = network.architecture;
  const isActivation = ({ kind }: GraphNode) => kind === 'activation';
  const isMaxPool = ({ kind }: GraphNode) => kind === 'max_pool' || kind === 'global_max_pool';
  return {
    deadUnits: byLayer(nodes.filter(isActivation), (node) => deadUnits(network, trace, node)),
    kinkHits: byLayer(nodes.filter(isActivation), countsOf(kinkHits(network, trace))),
    tiedWindows: byLayer(nodes.filter(isMaxPool), countsOf(maxPoolTies(network, trace))),
    unusedTokens: unusedTokens(network, trace),
  };
}

function byLayer(nodes: readonly GraphNode[], count: (node: GraphNode) => number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const node of nodes) counts.set(node.layer, (counts.get(node.layer) ?? 0) + count(node));
  return counts;
}

function countsOf(counts: readonly { readonly node: number; readonly count: number }[]) {
  const found = new Map(counts.map(({ node, count }) => [node, count]));
  return ({ id }: GraphNode) => found.get(id) ?? 0;
}

function deadUnits({ nodes }: Network, trace: Trace, { id, inputs }: GraphNode): number {
  const { rows, cols } = trace.outputs[inputs[0]];
  const tangent = new Matrix(rows, cols, new Float64Array(rows * cols).fill(1));
  return cols - nonzeroColumns(nodes[id].operation.jvp(trace.saved[id], [tangent])).length;
}

/** What all uses of a table leave over. */
function unusedTokens({ architecture, nodes }: Network, trace: Trace): ReadonlyMap<number, number> {
  const used = new Map<GraphNode, Set<number>>();
  for (const node of architecture.nodes) {
    if (node.kind !== 'embedding' || !nodes[node.id].operation.parameters[0].trainable) continue;
    const original = architecture.nodes[node.shares ?? node.id];
    const tokens = used.get(original) ?? new Set();
    trace.outputs[node.inputs[0]].data.forEach((token) => tokens.add(token));
    used.set(original, tokens);
  }
  return new Map(Array.from(used, ([{ layer, tensors }, tokens]) => [layer, tensors.weight[0] - tokens.size]));
}
