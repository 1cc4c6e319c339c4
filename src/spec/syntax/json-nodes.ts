/** JSON as nodes with ranges, every departure from JSON reported. */
import { parseTree, printParseErrorCode, stripComments, type Node, type ParseError } from 'jsonc-parser';
import type { Problem, Range } from '../problem';
import { isName } from './directives';
import { nestingLimit, tooDeep } from './nesting-limit';
import { quoted, syntaxError } from './problems';
import type { Name } from './tree';

export type { Node } from 'jsonc-parser';
export type Report = (problem: Problem) => void;

export interface Member {
  readonly key: Name;
  /** Absent where the text breaks off; reported. */
  readonly value: Node | undefined;
  /** From the key to the end of the value. */
  readonly range: Range;
}

/** The root value; undefined where there is none. Comments and trailing commas are fine. */
export function parseJson(source: string, report: Report): Node | undefined {
  const deep = firstTooDeep(source);
  if (deep) {
    report(tooDeep(deep, jsonNestingLimit));
    return undefined;
  }
  // The parser takes a byte order mark for a symbol.
  const text = source.replace(/^\uFEFF/, ' ');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  endWithin(root, text.length);
  const isEmpty = !root && stripComments(text).trim() === '';
  if (!isEmpty) for (const error of firstOfEachLine(errors, source)) report(notJson(error, source.length));
  return root;
}

export function rangeOfNode({ offset, length }: Node): Range {
  return { start: offset, end: offset + length };
}

/** The text of a string, with its range between the quotes. */
export function textOf({ value, offset, length }: Node): Name {
  const start = offset + 1;
  return { text: value as string, range: { start, end: Math.max(start, offset + length - 1) } };
}

/** The members of an object; a key given twice is reported and its first value stands. */
export function membersOf(object: Node, report: Report): Member[] {
  const first = new Map<string, Member>();
  for (const property of object.children ?? []) {
    const [keyNode, value] = property.children ?? [];
    if (!keyNode) continue;
    const key = textOf(keyNode);
    const member = { key, value, range: rangeOfNode(property) };
    const earlier = first.get(key.text);
    if (earlier) report(givenTwice(key, earlier.key));
    else first.set(key.text, member);
  }
  return [...first.values()];
}

/** Reports a name that `.arch` could not write. */
export function checkName(name: Name, report: Report): Name {
  if (!isName(name.text)) {
    const hint = 'Names have letters, digits and underscores, and start with a letter.';
    report(syntaxError('K017', `${quoted(name.text)} is not a name.`, name.range, { hint }));
  }
  return name;
}

/** Reports that `what` should stand where `node` does. */
export function wrongType(node: Node, what: string, report: Report, hint?: string): void {
  report(syntaxError('K016', `Expected ${what}, found ${described(node)}.`, rangeOfNode(node), hint ? { hint } : {}));
}

function described(node: Node): string {
  switch (node.type) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return node.value === '' ? 'an empty text' : `the text ${quoted(node.value as string)}`;
    default:
      return String(node.value);
  }
}

function givenTwice(second: Name, first: Name): Problem {
  return syntaxError('K015', `The key ${quoted(second.text)} is given twice.`, second.range, {
    hint: 'Remove one of them.',
    related: [{ message: 'Given here first.', range: first.range }],
  });
}

/** A layer in a body is four brackets of JSON and one of `.arch`. */
const jsonNestingLimit = 4 * nestingLimit;

/** The bracket that exceeds the nesting limit, found without recursion. */
function firstTooDeep(source: string): Range | undefined {
  let depth = 0;
  for (let index = 0; index < source.length; index++) {
    switch (source[index]) {
      case '"':
      case '/':
        quotedOrComment.lastIndex = index;
        if (quotedOrComment.test(source)) index = quotedOrComment.lastIndex - 1;
        break;
      case '{':
      case '[':
        if (++depth > jsonNestingLimit) return { start: index, end: index + 1 };
        break;
      case '}':
      case ']':
        depth--;
    }
  }
  return undefined;
}

const quotedOrComment = /"(?:[^"\\\r\n]|\\.)*"?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y;

const objectHint = 'A specification in JSON is one object: { "model": "Name", "input": [8], "layers": [ … ] }.';
const numberHint = 'JSON writes numbers as 0.5, -1 or 1e-3.';

/** What the parser stumbles over next on the same line follows from the first error there. */
function firstOfEachLine(errors: readonly ParseError[], source: string): ParseError[] {
  return errors.filter(({ offset }, i) => i === 0 || /[\r\n]/.test(source.slice(errors[i - 1]!.offset, offset)));
}

/** Message and hint for each error of the parser. */
const parseErrors: Readonly<Record<string, readonly [string, string]>> = {
  InvalidSymbol: ['This is not JSON.', 'Put names and expressions in double quotes: "width / 2".'],
  InvalidNumberFormat: ['This is not a number.', numberHint],
  PropertyNameExpected: ['Expected a key in double quotes.', 'Write "key": value.'],
  ValueExpected: ['Expected a value.', 'Write a number, true, false, text in double quotes, a list or an object.'],
  ColonExpected: ['Expected ":" after the key.', 'Write "key": value.'],
  CommaExpected: ['Expected a comma.', 'Members of objects and lists are separated by commas.'],
  CloseBraceExpected: ['Expected "}".', 'Close the object.'],
  CloseBracketExpected: ['Expected "]".', 'Close the list.'],
  EndOfFileExpected: ['Expected the end of the file.', objectHint],
  UnexpectedEndOfComment: ['This comment is not closed.', 'End it with */.'],
  UnexpectedEndOfString: ['This text is not closed.', 'End it with a double quote on the same line.'],
  UnexpectedEndOfNumber: ['This number breaks off.', numberHint],
  InvalidUnicode: ['This text has a broken escape.', 'An escape \\u has four hexadecimal digits.'],
  InvalidEscapeCharacter: [
    'This text has an unknown escape.',
    'Write \\\\ for a backslash; a path may use / everywhere.',
  ],
  InvalidCharacter: ['This text has a control character.', 'Write it as an escape, such as \\t.'],
};

type OpenNode = { -readonly [Key in keyof Node]: Node[Key] };

/** Behind a comment that is not closed the parser counts one character too many, in errors and in what is open there. */
function endWithin(root: Node | undefined, end: number): void {
  for (let node: OpenNode | undefined = root; node; node = node.children?.at(-1))
    node.length = Math.min(node.length, end - node.offset);
}

function notJson({ error, offset, length }: ParseError, end: number): Problem {
  const [message, hint] = parseErrors[printParseErrorCode(error)] ?? ['This is not JSON.', objectHint];
  return syntaxError('K013', message, { start: Math.min(offset, end), end: Math.min(offset + length, end) }, { hint });
}
