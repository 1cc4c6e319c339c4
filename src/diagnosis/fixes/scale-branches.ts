import type { Fix } from '../../report/report';
import type { Architecture, Layer } from '../../spec/architecture';
import { setArgument } from '../../spec/edits';
import type { TextEdit } from '../../spec/problem';
import type { ResidualBlock } from '../structure/residual-blocks';
import { offer, statementOf } from './fix';
import { scaledInitialiser } from './scaled-initialiser';

/**
 * Starts the last layer of every branch smaller, so that the branch adds 1 / blocks of the skip's second moment at most and the growth
 * through all blocks stays below e. None where a branch ends in something else than a drawn dense layer.
 */
export function scaleBranches(
  architecture: Architecture,
  blocks: readonly (ResidualBlock & { readonly share: number })[],
): readonly Fix[] {
  const edits = new Map<number, TextEdit>();
  for (const block of blocks) {
    const layer = lastDense(architecture, block);
    const statement = layer && statementOf(architecture, layer);
    const init = layer && scaledInitialiser(layer.init, 1 / Math.sqrt(blocks.length * Math.max(1, block.share)));
    const found = statement && init ? setArgument(architecture.tree, statement, 'init', init) : [];
    if (found.length === 0) return [];
    for (const edit of found) edits.set(edit.range.start, edit);
  }
  return offer(`Start the last layer of each branch smaller, for ${blocks.length} blocks`, [...edits.values()]);
}

function lastDense({ layers }: Architecture, { body }: ResidualBlock): Layer | undefined {
  const node = body.findLast(({ kind }) => kind === 'dense');
  return node && layers[node.layer];
}
