import type { Architecture, Layer } from '../../spec/architecture';
import { setArgument } from '../../spec/edits';
import type { TextEdit } from '../../spec/problem';
import type { Statement } from '../../spec/syntax/tree';
import { statementOf } from './fix';
import { scaledInitialiser } from './scaled-initialiser';

/** Factors this close to 1 leave the weights alone. */
const NOTHING = 1e-3;

/**
 * Multiplies the standard deviation of each layer's weights by its factor. Undefined where that cannot be written: for weights that are not
 * drawn, and for iterations of one statement that need different factors.
 */
export function rescaleWeights(
  architecture: Architecture,
  wanted: readonly { readonly layer: Layer; readonly factor: number }[],
): readonly TextEdit[] | undefined {
  const written = new Map<Statement, string>();
  for (const { layer, factor } of wanted) {
    const statement = statementOf(architecture, layer);
    const init = Math.abs(factor - 1) < NOTHING ? '' : scaledInitialiser(layer.init, factor);
    if (!statement || init === undefined || (written.get(statement) ?? init) !== init) return undefined;
    written.set(statement, init);
  }
  return [...written].flatMap(([statement, init]) =>
    init === '' ? [] : setArgument(architecture.tree, statement, 'init', init),
  );
}
