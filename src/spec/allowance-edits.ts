/** Text edits that silence a finding, or take back what silences nothing; in both syntaxes. */
import { findNodeAtOffset, getNodePath, modify, parseTree, type Node } from 'jsonc-parser';
import { appendJsonCode } from './json-edits';
import type { Range, TextEdit } from './problem';
import type { Directive, Name, Statement, SyntaxTree } from './syntax/tree';

/** Adds a code to what a layer allows, wherever that is written. */
export function allowOnStatement(
  { source, syntax }: SyntaxTree,
  { allow, range }: Statement,
  code: string,
): TextEdit[] {
  if (syntax === 'json') return appendJsonCode(source, range.start, code);
  const last = allow.at(-1);
  return [last ? insertion(last.range.end, `, ${code}`) : insertion(range.end, ` allow ${code}`)];
}

/** Adds a code to what the whole model allows. No edits for a model without directives, which cannot be analysed. */
export function allowInModel({ source, syntax, model }: SyntaxTree, code: string): TextEdit[] {
  if (!model) return [];
  if (syntax === 'json') return appendJsonCode(source, model.range.start, code);
  const present = model.directives.findLast(({ keyword, values }) => keyword.text === 'allow' && values.length > 0);
  if (present) return [insertion(present.values.at(-1)!.range.end, `, ${code}`)];
  const before = model.statements[0]?.range.start ?? Infinity;
  const last = model.directives.findLast(({ range }) => range.start < before) ?? model.directives.at(-1);
  return last ? [insertion(endOfLine(source, last.range.end), `\n${indentation(source, last)}allow ${code}`)] : [];
}

/** Takes away the code that stands at `range`, with its list when nothing else is in it. */
export function removeAllowance(tree: SyntaxTree, range: Range): TextEdit[] {
  if (tree.syntax === 'json') return removeJsonCode(tree.source, range);
  const list = listsOf(tree).find((places) => places.some(({ start }) => start === range.start)) ?? [];
  const index = list.findIndex(({ start }) => start === range.start);
  if (index < 0) return [];
  if (list.length === 1) return [removal(withLine(tree.source, wholeList(tree.source, range)))];
  const gone = index > 0 ? { start: list[index - 1].end, end: range.end } : { start: range.start, end: list[1].start };
  return [removal(gone)];
}

/** Takes away the comment at `range`. */
export function removeComment({ source }: SyntaxTree, range: Range): TextEdit[] {
  return [removal(withLine(source, range))];
}

/** Places of the codes, a list for each `allow` and each comment. */
function listsOf({ model, source }: SyntaxTree): readonly (readonly Range[])[] {
  if (!model) return [];
  const ofStatement = ({ allow, blocks }: Statement): (readonly Name[])[] => [
    allow,
    ...blocks.flatMap(({ statements }) => statements.flatMap(ofStatement)),
  ];
  const lists = [
    ...model.directives.map(({ allow }) => allow),
    ...model.directives.flatMap(({ keyword, values }) => (keyword.text === 'allow' ? [values] : [])),
    ...model.statements.flatMap(ofStatement),
  ];
  return lists.flatMap((names) => splitByLine(names, source));
}

/** A comment's codes come before those after `allow`, which stand on a later line. */
function splitByLine(names: readonly { readonly range: Range }[], source: string): readonly (readonly Range[])[] {
  const lists: Range[][] = [];
  for (const { range } of names) {
    const current = lists.at(-1);
    const previous = current?.at(-1);
    if (previous && !/[\r\n]/.test(source.slice(previous.end, range.start))) current!.push(range);
    else lists.push([range]);
  }
  return lists;
}

/** `allow K203` or a kappa-ignore comment around its only code. */
function wholeList(source: string, { start, end }: Range): Range {
  const [opening] = /(?:\ballow|\/\/\s*kappa-ignore)[\s,:]*$/.exec(source.slice(0, start)) ?? [''];
  const comment = opening.startsWith('//') ? /^[^\r\n]*/.exec(source.slice(end))![0].length : 0;
  return { start: start - opening.length, end: end + comment };
}

/** With the blanks before it, and with its line where nothing else stands there. */
function withLine(source: string, { start, end }: Range): Range {
  const from = start - /[^\S\r\n]*$/.exec(source.slice(0, start))![0].length;
  const lineBreak = /^[^\S\r\n]*(?:\r\n?|\n)/.exec(source.slice(end));
  const opensLine = from === 0 || /[\r\n]/.test(source[from - 1]);
  return { start: from, end: opensLine && lineBreak ? end + lineBreak[0].length : end };
}

function removeJsonCode(source: string, range: Range): TextEdit[] {
  const root = parseTree(source, [], { allowTrailingComma: true });
  const code = root && findNodeAtOffset(root, range.start);
  if (!code?.parent) return [];
  const { children = [], type } = code.parent;
  if (type === 'array' && children.length > 1) return [removal(itemWithComma(children, code))];
  const value = type === 'array' ? code.parent : code;
  return modify(source, getNodePath(value), undefined, {}).map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}

/** With the comma after it, and of the last with the one before. */
function itemWithComma(items: readonly Node[], item: Node): Range {
  const index = items.indexOf(item);
  if (index === 0) return { start: item.offset, end: items[1].offset };
  const previous = items[index - 1];
  return { start: previous.offset + previous.length, end: item.offset + item.length };
}

/** Past a comment, if only that follows. */
function endOfLine(source: string, offset: number): number {
  const rest = /^[^\S\r\n]*(?:\/\/[^\r\n]*)?(?=[\r\n]|$)/.exec(source.slice(offset));
  return offset + (rest?.[0].trimEnd().length ?? 0);
}

function indentation(source: string, { range }: Directive): string {
  const lineStart = source.lastIndexOf('\n', range.start - 1) + 1;
  return /^[ \t]*/.exec(source.slice(lineStart, range.start))![0];
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}

function removal(range: Range): TextEdit {
  return { range, newText: '' };
}
