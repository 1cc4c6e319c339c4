/** What a statement stands for: the layers that it becomes, one an iteration inside a `repeat`. */
import type { Layer } from '../spec/architecture';
import type { Range } from '../spec/problem';
import type { Directive } from '../spec/syntax/tree';
import type { SpecificationDocument } from './document';

/** Layers, or their figures, by the start of the statement that they were written as; in the order of the network. */
export function byStatement<T extends { readonly range: Range }>(
  items: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(item.range.start);
    if (group) group.push(item);
    else groups.set(item.range.start, [item]);
  }
  return groups;
}

/** The layers whose shapes are certain: while the text has errors, those before the first one that could change a shape. */
export function certainLayers({ specification }: SpecificationDocument): readonly Layer[] {
  const { architecture, draft, tree, problems } = specification;
  if (architecture) return architecture.layers;
  const inert = (tree.model?.directives ?? []).filter(({ keyword }) => !shapeDirectives.has(keyword.text));
  const decisive = problems.filter(
    ({ severity, code, range }) => severity === 'error' && code !== nothingToLearn && !inert.some(holds(range)),
  );
  const end = Math.min(...decisive.map(({ range }) => range.start));
  return draft?.layers.filter(({ range }) => range.end <= end) ?? [];
}

/** Stands at the name of the model, and its shapes are right all the same. */
const nothingToLearn = 'K051';

const shapeDirectives: ReadonlySet<string> = new Set(['input', 'layout']);

function holds(inner: Range): (directive: Directive) => boolean {
  return ({ range }) => range.start <= inner.start && inner.end <= range.end;
}
