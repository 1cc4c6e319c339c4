import { layers } from '../spec/catalogue/catalogue';
import { sizeOf } from '../spec/catalogue/shapes';
import type { NumberType, Parameter } from '../spec/catalogue/parameter';
import { insertFirstArgument, insertInput } from '../spec/insertions';
import type { Range, TextEdit } from '../spec/problem';
import type { Callable } from './calls';
import type { SpecificationDocument } from './document';
import { certainLayers } from './statement-layers';
import { wordsOf } from './words';

/** What supplies the required argument (K025) or the input (K036) missing at `range`, with a value to start from. */
export function missingPart(
  document: SpecificationDocument,
  code: 'K025' | 'K036',
  range: Range,
): { readonly title: string; readonly edits: readonly TextEdit[] } | undefined {
  const { tree } = document.specification;
  if (code === 'K036') return { title: 'Add input 784', edits: insertInput(tree, '784') };
  const callable = callableAt(document, range);
  const [first, ...others] = Object.entries(callable?.parameters ?? {});
  if (!callable || first?.[1].presence.kind !== 'required' || others.some(isRequired)) return undefined;
  const [name, parameter] = first;
  const value = valueFor(parameter, callable, range.start, document);
  if (value === undefined) return undefined;
  return { title: `Add ${name} ${value}`, edits: insertFirstArgument(tree, range, callable.parameters, value) };
}

function isRequired([, { presence }]: readonly [string, Parameter]): boolean {
  return presence.kind === 'required';
}

/** The layer or the entry of a family whose name stands at `range`. */
function callableAt({ specification }: SpecificationDocument, range: Range): Callable | undefined {
  for (const { text, range: at, role, expected } of wordsOf(specification.tree)) {
    if (at.start !== range.start) continue;
    const layer = role === 'kind' ? layers.get(text) : undefined;
    if (layer) return { name: layer.kind, ...layer };
    if (expected?.type === 'family') return expected.family().entries.get(text);
  }
  return undefined;
}

/** A value to start from; undefined where none is as good as another. */
function valueFor(
  { value }: Parameter,
  { name }: Callable,
  offset: number,
  document: SpecificationDocument,
): string | undefined {
  switch (value.type) {
    case 'number':
      return String(numberFor(value));
    case 'choice':
      return value.choices[0];
    case 'sizes':
      return value.words.at(0) ?? String(Math.max(3, value.minimum));
    case 'shape':
      return featuresBefore(document, offset);
    case 'file':
      return `"data.${name}"`;
    case 'family':
      return value.family().entries.has('relu') ? 'relu' : value.family().entries.keys().next().value;
    case 'flag':
      return 'true';
    case 'label':
    case 'references':
      return undefined;
  }
}

function numberFor({ integer, minimum = 0, exclusiveMaximum = Infinity }: NumberType): number {
  if (exclusiveMaximum <= 1) return 0.5;
  if (integer) return Math.max(8, minimum);
  return minimum >= 1 ? 10 * minimum : 1;
}

/** What reaches a layer, flat: fits every reshape. */
function featuresBefore(document: SpecificationDocument, offset: number): string | undefined {
  const before = certainLayers(document).findLast(({ range }) => range.end <= offset);
  const input = document.specification.draft?.input;
  const shape = before?.outputShape ?? input;
  return shape && String(sizeOf(shape));
}
