import type { Architecture } from '../../spec/architecture';

/** From node to node; `learned`: through learnable weights. Several edges may join the same nodes. */
export interface ConnectivityEdge {
  readonly from: number;
  readonly to: number;
  readonly learned: boolean;
}

export interface EffectiveConnectivity {
  /** Paths from the source to the sink. */
  readonly paths: number;
  /** Learned edges on a path, averaged over paths. */
  readonly depth: number;
  /** Paths with learned edges, over the effective depth; 0 without any. */
  readonly width: number;
  readonly certainty: 'exact';
}

/**
 * Effective depth and width of an acyclic graph, by dynamic programming over (node, learned edges)
 * (Chen et al., arXiv 2205.05662). Source: docs/theory/mean-field.md 6.
 */
export function effectiveConnectivity(
  edges: readonly ConnectivityEdge[],
  source: number,
  sink: number,
): EffectiveConnectivity {
  const incoming = new Map<number, ConnectivityEdge[]>();
  for (const edge of edges) incoming.set(edge.to, [...(incoming.get(edge.to) ?? []), edge]);
  const known = new Map<number, readonly number[]>();
  /** Number of paths from the source to a node, by learned edges on them. */
  const counts = (node: number): readonly number[] => {
    const stored = known.get(node);
    if (stored) return stored;
    const result: number[] = node === source ? [1] : [];
    for (const { from, learned } of incoming.get(node) ?? [])
      counts(from).forEach((paths, d) => {
        const at = d + (learned ? 1 : 0);
        result[at] = (result[at] ?? 0) + paths;
      });
    const dense = Array.from(result, (paths) => paths ?? 0);
    known.set(node, dense);
    return dense;
  };
  const byDepth = counts(sink);
  const paths = byDepth.reduce((sum, count) => sum + count, 0);
  const depth = byDepth.reduce((sum, count, d) => sum + (d * count) / paths, 0);
  const learnedPaths = paths - (byDepth[0] ?? 0);
  return { paths, depth, width: depth > 0 ? learnedPaths / depth : 0, certainty: 'exact' };
}

/** Every node of a network and what it reads; a node with tensors is learned. */
export function architectureConnectivity({ nodes, outputNode }: Architecture): EffectiveConnectivity {
  const edges = nodes.flatMap(({ id, inputs, tensors }) =>
    inputs.map((from) => ({ from, to: id, learned: Object.keys(tensors).length > 0 })),
  );
  return effectiveConnectivity(edges, 0, outputNode);
}
