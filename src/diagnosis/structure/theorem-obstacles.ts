import type { Architecture, GraphNode, Layer } from '../../spec/architecture';

/** A learned layer that does not act as L dW R x with all entries of dW free, and what it does instead (`is pruned`). */
export interface TheoremObstacle {
  readonly layer: Layer;
  readonly reason: string;
}

/** What keeps a linear network from the bounds for linear networks. */
export function theoremObstacles(architecture: Architecture): readonly TheoremObstacle[] {
  return architecture.nodes.flatMap((node) => {
    const layer = architecture.layers[node.layer];
    const reason = layer && obstacle(node, layer);
    return reason ? [{ layer, reason }] : [];
  });
}

function obstacle({ kind, tensors, inputShapes, shares }: GraphNode, { trainable, prune }: Layer): string | undefined {
  if (Object.keys(tensors).length === 0 || !trainable) return undefined;
  if (['scale', 'bias', 'positional_embedding'].includes(kind)) return 'learns one number a feature';
  if (shares !== undefined) return 'shares its weights with an earlier layer';
  if (prune) return 'is pruned';
  if (kind.startsWith('standardized_')) return 'standardises its weights';
  if (inputShapes[0].length > 1) return 'shares its weights over positions';
  return undefined;
}
