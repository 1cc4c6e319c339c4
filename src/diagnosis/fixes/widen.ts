import type { Fix } from '../../report/report';
import type { Architecture, Layer } from '../../spec/architecture';
import { setArgument } from '../../spec/edits';
import type { TextEdit } from '../../spec/problem';
import type { Expression, Statement } from '../../spec/syntax/tree';
import { offer, statementOf } from './fix';

/**
 * Gives dense layers that are narrower this many units: in place where the width is a number, at the declaration where it is a parameter.
 * None where one of the widths is computed.
 */
export function widenLayers(architecture: Architecture, layers: readonly Layer[], units: number): readonly Fix[] {
  const narrow = layers.filter(({ outputShape }) => outputShape[outputShape.length - 1] < units);
  const statements = new Set(narrow.map((layer) => statementOf(architecture, layer)));
  const edits = new Map<number, TextEdit>();
  for (const statement of statements) {
    const found = statement ? editsFor(architecture, statement, units) : [];
    if (found.length === 0) return [];
    for (const edit of found) edits.set(edit.range.start, edit);
  }
  return offer(`Widen the hidden layers to ${units}`, [...edits.values()]);
}

function editsFor({ tree }: Architecture, statement: Statement, units: number): readonly TextEdit[] {
  const written = unitsOf(statement);
  if (written?.type === 'number') return setArgument(tree, statement, 'units', String(units));
  const name = written?.type === 'name' ? written.text : written?.type === 'text' ? written.value : undefined;
  const declared = tree.model?.parameters.find((parameter) => parameter.name.text === name)?.value;
  return declared?.type === 'number' ? [{ range: declared.range, newText: String(units) }] : [];
}

function unitsOf({ arguments: given }: Statement): Expression | undefined {
  return (given.find(({ name }) => name?.text === 'units') ?? given.find(({ name }) => !name))?.value;
}
