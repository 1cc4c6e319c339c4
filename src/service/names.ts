/** Where parameters of the model and labels of layers are declared and used. */
import type { Layer } from '../spec/architecture';
import type { Range } from '../spec/problem';
import { speaksOf } from '../spec/stored-names';
import type { Name, Statement } from '../spec/syntax/tree';
import type { SpecificationDocument } from './document';
import { statementsAround } from './statements';
import { isLabel, wordsOf } from './words';

export interface Occurrence extends Name {
  readonly kind: 'parameter' | 'label';
  /** Where it is declared; the occurrence itself when this is the declaration. */
  readonly declaration: Range;
}

/** In no particular order. What refers to nothing is left out. Found once for each document. */
export function findNames(document: SpecificationDocument): readonly Occurrence[] {
  const known = found.get(document) ?? namesIn(document);
  found.set(document, known);
  return known;
}

const found = new WeakMap<SpecificationDocument, readonly Occurrence[]>();

/** The occurrence that an offset is in, or just after. */
export function findNameAt(document: SpecificationDocument, offset: number): Occurrence | undefined {
  return findNames(document).find(({ range }) => range.start <= offset && offset <= range.end);
}

function namesIn(document: SpecificationDocument): readonly Occurrence[] {
  const { tree } = document.specification;
  const names: Occurrence[] = [];
  for (const { text, range, role, expected, target } of wordsOf(tree)) {
    const kind = expected && isLabel(expected) ? 'label' : 'parameter';
    if (role === 'parameter' || role === 'label') names.push({ text, range, kind: role, declaration: range });
    else if (role === 'layerName') names.push(...labelsIn({ text, range }, document));
    else if (target) names.push({ text, range, kind, declaration: target.range });
  }
  return names.filter(({ text, range }) => document.text.slice(range.start, range.end) === text);
}

/**
 * The labels in the name of a layer, of a block or of a tensor: `block.0.stem.weight` has one of a repeat, the number of an iteration, and one
 * of a layer. Names of layers without a label, such as `dense1`, are none.
 */
function labelsIn({ text, range }: Name, { specification: { draft, tree } }: SpecificationDocument): Occurrence[] {
  const parts = text.split('.');
  const layer = draft?.layers.find(({ name }) => speaksOf(text, name) || text.startsWith(`${name}.`));
  if (!layer || !tree.model) return [];
  const labelled = namedAlong(layer, statementsAround(tree.model, layer.range.start));
  return labelled.flatMap(({ label }, place) => {
    const index = 2 * place;
    if (!label || parts[index] !== label.text) return [];
    const start = range.start + parts.slice(0, index).join('.').length + (index > 0 ? 1 : 0);
    return [{ ...label, range: { start, end: start + label.text.length }, kind: 'label', declaration: label.range }];
  });
}

/** The statements whose names make up that of a layer: the repeats around it, outermost first, and its own. */
function namedAlong({ range }: Layer, around: readonly Statement[]): readonly Statement[] {
  return around.filter((statement) => statement.kind.text === 'repeat' || statement.range.start === range.start);
}
