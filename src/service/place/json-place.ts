import { findNodeAtLocation, getLocation, parseTree, stripComments, type JSONPath, type Node } from 'jsonc-parser';
import { LabelScope } from '../../spec/elaborate/labels';
import type { Range } from '../../spec/problem';
import type { Model, Name, Statement, SyntaxTree } from '../../spec/syntax/tree';
import { scanJson } from '../json-tokens';
import { placeOfPath } from './json-path';
import { placeInString, stringAt } from './json-string';
import { nothing, type JsonSpelling, type Place } from './place';

/** The place of an offset in `.arch.json` text. */
export function jsonPlace({ source, model }: SyntaxTree, offset: number): Place {
  const location = getLocation(source, offset);
  const string = stringAt(source, location, offset);
  const word = string
    ? { start: string.content.start, end: string.content.end + (string.closed ? 1 : 0) }
    : wordAt(source, offset);
  if (isInComment(source, offset) || !(string || mayBegin(source, word))) return nowhere(word);
  const root = parseTree(source, [], { allowTrailingComma: true });
  const keys = keysOf(root, location.isAtPropertyKey ? location.path.slice(0, -1) : location.path, word);
  const { expects, call } = placeOfPath(location, keys);
  // What is no string cannot be written into one.
  if (string && (expects.type === 'layer' || expects.type === 'model')) return nowhere(word);
  const scope = { parameters: parametersBefore(model, offset), labels: labelsBefore(model, offset) };
  if (string && expects.type === 'value')
    return placeInString(source, string, offset, { expected: expects.value, call, ...scope });
  const form = location.isAtPropertyKey ? 'key' : 'value';
  const after = source.slice(word.end);
  return {
    expects,
    word,
    spelling: { form, opened: string !== undefined, comma: /^\s*["{[\w]/.test(after) },
    continued: location.isAtPropertyKey && /^\s*:/.test(after),
    parameters: scope.parameters,
    labels: scope.labels.visible(expects.type === 'value' && expects.value.type === 'label' ? 'layer' : 'output'),
    ...(call && { call }),
  };
}

function nowhere(word: Range): Place {
  const spelling: JsonSpelling = { form: 'value', opened: false, comma: false };
  return { expects: nothing, word, spelling, continued: false, parameters: [], labels: [] };
}

/** The bare word around an offset. */
function wordAt(source: string, offset: number): Range {
  const before = /[A-Za-z_]\w*$/.exec(source.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
  const after = before === '' ? '' : /^\w*/.exec(source.slice(offset, offset + 100))![0];
  return { start: offset - before.length, end: offset + after.length };
}

/** Whether a value or a key can begin where a word does: not behind another value. */
function mayBegin(source: string, { start }: Range): boolean {
  const previous = stripComments(source.slice(0, start)).trimEnd().at(-1);
  return previous === undefined || '{[,:'.includes(previous);
}

function isInComment(source: string, offset: number): boolean {
  return scanJson(source).comments.some(
    ({ image, start, end }) => start < offset && (offset < end || (offset === end && image.startsWith('//'))),
  );
}

/** The keys of the object at a path, but for the one that is being written. */
function keysOf(root: Node | undefined, path: JSONPath, word: Range): ReadonlySet<string> {
  const object = root && findNodeAtLocation(root, path);
  const keys = (object?.type === 'object' ? object.children : undefined)?.map(({ children }) => children?.[0]);
  return new Set(keys?.flatMap((key) => (key && key.offset + 1 !== word.start ? [String(key.value)] : [])));
}

/** The parameters that a value at an offset can use: among declarations those before it. */
function parametersBefore(model: Model | undefined, offset: number): readonly Name[] {
  const all = model?.parameters ?? [];
  const isInside = all.some(({ range }) => range.start <= offset && offset <= range.end);
  return (isInside ? all.filter(({ range }) => range.end < offset) : all).map(({ name }) => name);
}

/** The labels that a reference at an offset can see. */
function labelsBefore(model: Model | undefined, offset: number): LabelScope<Statement> {
  const scope = new LabelScope<Statement>();
  return model ? walkTo(offset, model.statements, scope) : scope;
}

/** Takes in what ends before the offset; the scope there is that of the innermost block around it. */
function walkTo(offset: number, statements: readonly Statement[], scope: LabelScope<Statement>): LabelScope<Statement> {
  for (const statement of statements) {
    const { label, kind, blocks, range } = statement;
    for (const block of blocks) {
      const inner = scope.inside(label?.text, kind.text);
      if (block.range.start <= offset && offset < block.range.end) return walkTo(offset, block.statements, inner);
      if (block.range.end <= offset) walkTo(offset, block.statements, inner);
    }
    if (range.end <= offset && label) scope.add(label.text, statement);
  }
  return scope;
}
