/** Strings of JSON that an offset is in. */
import type { Location } from 'jsonc-parser';
import type { LabelScope } from '../../spec/elaborate/labels';
import type { Range } from '../../spec/problem';
import { readExpression } from '../../spec/syntax/read-expression';
import type { Name, Statement } from '../../spec/syntax/tree';
import type { Call } from '../calls';
import { wordsOfValue, type Expected } from '../words';
import { expectsInPlaceOf, nothing, type Place } from './place';

export interface JsonString {
  /** What is between the quotes; of a string that is not closed up to the end of the word at the offset. */
  readonly content: Range;
  readonly closed: boolean;
}

/** The string that an offset is in, if any. */
export function stringAt(source: string, { previousNode }: Location, offset: number): JsonString | undefined {
  if (!previousNode) return undefined;
  const { offset: start, length } = previousNode;
  const end = start + length;
  if (source[start] !== '"' || offset <= start || offset > end) return undefined;
  const closed = /^"(?:[^"\\]|\\.)*"$/.test(source.slice(start, end));
  if (closed) return offset === end ? undefined : { content: { start: start + 1, end: end - 1 }, closed };
  return { content: { start: start + 1, end: offset + /^\w*/.exec(source.slice(offset, end))![0].length }, closed };
}

export interface StringSurroundings {
  readonly expected: Expected;
  readonly parameters: readonly Name[];
  readonly labels: LabelScope<Statement>;
  readonly call?: Call;
}

/** The place in a string that holds an expression, found by reading it with a word of our own put there. */
export function placeInString(
  source: string,
  { content, closed }: JsonString,
  offset: number,
  { expected, parameters, labels, call }: StringSurroundings,
): Place {
  const before = /(?:[A-Za-z_]\w*)?$/.exec(source.slice(content.start, offset))![0];
  const after = before === '' ? '' : /^\w*/.exec(source.slice(offset, content.end))![0];
  const word = { start: offset - before.length, end: offset + after.length };
  const [left, right] = [source.slice(content.start, word.start), source.slice(word.end, content.end)];
  const { value } = readExpression(`${left}cursor${right}`, content.start);
  const words = expected.type === 'file' ? [] : [...wordsOfValue(value, expected, parameters, labels, call)];
  const found = words.find(({ range }) => range.start === word.start);
  const innermost = found?.call ?? call;
  return {
    expects: found && !isBehindValue(left) ? expectsInPlaceOf(found) : nothing,
    word,
    spelling: { form: 'expression', closed },
    continued: /^\s*[(:<>]/.test(right),
    parameters,
    labels: found?.labels?.() ?? labels.visible(),
    ...(innermost && { call: innermost }),
  };
}

/** Whether only an operator could follow. */
function isBehindValue(text: string): boolean {
  return /[\w)\]"']\s*$/.test(text);
}
