import type { Architecture, GraphNode } from '../../spec/architecture';

/** Affine maps of a whole sample: what they make of the mean of the data is the mean of what they make. */
const AFFINE: readonly string[] = ['dense', 'scale', 'bias', 'flatten', 'reshape', 'dropout'];

/**
 * Whether all paths from the input lead through affine maps of vectors to one batch normalisation with statistics of the batch, which takes
 * the mean of the data away whatever it is (docs/theory/gauss-newton.md 7).
 */
export function losesMeanAtOnce({ nodes, outputNode }: Architecture): boolean {
  const readers = (id: number) => nodes.filter(({ inputs }) => inputs.includes(id));
  let node: GraphNode = nodes.find(({ inputs }) => inputs.length === 0)!;
  while (node.id !== outputNode) {
    const next = readers(node.id);
    if (next.length !== 1) return false;
    [node] = next;
    if (node.kind === 'batch_norm') return node.settings.statistics === 'batch' && node.outputShape.length === 1;
    if (!AFFINE.includes(node.kind)) return false;
  }
  return false;
}
