import type { Architecture, GraphNode } from '../../spec/architecture';
import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';

export const unsupportedLayer = rule('K902', {
  title: 'A layer is outside the theorems',
  severity: 'information',
  summary:
    'The bounds for linear networks need every learned layer to act as L dW R x with all entries of W free; one layer that does not takes ' +
    'them away from the whole network.',
  check({ report, architecture }) {
    if (!report.model.linear) return [];
    const outside = architecture.nodes.flatMap((node) => {
      const reason = obstacle(architecture, node);
      return reason ? [{ layer: architecture.layers[node.layer], reason }] : [];
    });
    return onePerStatement(outside).map(({ item: { layer, reason }, more }) => ({
      message: `The bounds for linear networks do not apply: layer ${layer.name}${more} ${reason}.`,
      value: null,
      layer,
      hint: 'Trust the measured value.',
    }));
  },
});

function obstacle({ layers }: Architecture, { layer, kind, tensors, inputShapes }: GraphNode): string | undefined {
  if (Object.keys(tensors).length === 0 || !layers[layer].trainable) return undefined;
  if (kind === 'scale' || kind === 'bias') return 'learns one number a feature';
  if (layers[layer].prune) return 'is pruned';
  if (inputShapes[0].length > 1) return 'shares its weights over positions';
  return undefined;
}
