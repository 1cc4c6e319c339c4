/** What surrounds an offset that is in no word of its own. */
import { layers } from '../../spec/catalogue/catalogue';
import { directives, type DirectiveEntry } from '../../spec/catalogue/directives';
import type { Parameter, ValueType } from '../../spec/catalogue/parameter';
import { readable } from '../../spec/elaborate/expressions';
import { Problems } from '../../spec/elaborate/problems';
import type { Range } from '../../spec/problem';
import type { Argument, Directive, Expression, Model, Name, SyntaxTree } from '../../spec/syntax/tree';
import { bindCall, type Callable } from '../calls';
import { statementsAround } from '../statements';

export interface ArgumentPlace {
  readonly callee: string;
  readonly name: string;
  readonly parameter: Parameter;
  readonly range: Range;
}

/** The innermost argument at an offset whose parameter is known. */
export function argumentAt({ model }: SyntaxTree, offset: number): ArgumentPlace | undefined {
  if (!model) return undefined;
  const statement = statementsAround(model, offset).at(-1);
  const layer = statement && layers.get(statement.kind.text);
  if (layer) return inArguments({ name: layer.kind, ...layer }, statement.kind, statement.arguments, offset);
  const directive = directiveAround(model, offset);
  const type = directive && directives.get(directive.keyword.text)?.value;
  if (!type || type.type === 'codes' || type.type === 'expectation') return undefined;
  const value = directive.values.find(({ range }) => isIn(range, offset));
  return value && inValue(value, type, offset);
}

export function directiveAt(
  { model }: SyntaxTree,
  offset: number,
): { readonly entry: DirectiveEntry; readonly range: Range } | undefined {
  const directive = model && directiveAround(model, offset);
  const entry = directive && directives.get(directive.keyword.text);
  return entry && { entry, range: directive.range };
}

/** The word `model`; in JSON the key. */
export function modelWord({ model, syntax, source }: SyntaxTree): Range | undefined {
  if (!model) return undefined;
  const start = syntax === 'arch' ? model.range.start : keyStart(source, model.name?.range.start ?? 0);
  const end = start + 'model'.length;
  return source.slice(start, end) === 'model' ? { start, end } : undefined;
}

/** Where the key of the text that begins at `value` begins, inside its quotes. */
function keyStart(source: string, value: number): number {
  const before = source.slice(Math.max(0, value - 100), value);
  const key = /\w+"\s*:\s*"$/.exec(before);
  return key ? value - key[0].length : 0;
}

function directiveAround({ directives: all }: Model, offset: number): Directive | undefined {
  return all.find(({ range }) => isIn(range, offset));
}

function inArguments(
  callable: Callable,
  callee: Name,
  given: readonly Argument[],
  offset: number,
): ArgumentPlace | undefined {
  const argument = given.find(({ range }) => isIn(range, offset));
  if (!argument) return undefined;
  const { name, parameter } = bindCall(callable, callee.range, given)(argument);
  if (name === undefined || !parameter) return undefined;
  const inner = isIn(argument.value.range, offset) ? inValue(argument.value, parameter.value, offset) : undefined;
  return inner ?? { callee: callable.name, name, parameter, range: argument.range };
}

function inValue(written: Expression, type: ValueType, offset: number): ArgumentPlace | undefined {
  const value = type.type === 'family' ? readable(written, new Problems()) : written;
  const entry =
    type.type === 'family' && value.type === 'call' ? type.family().entries.get(value.callee.text) : undefined;
  return entry && value.type === 'call' ? inArguments(entry, value.callee, value.arguments, offset) : undefined;
}

function isIn({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset < end;
}
