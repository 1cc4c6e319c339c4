import type { IToken } from 'chevrotain';
import type { Problem } from '../problem';
import { rangeOf } from './lex';
import { quoted, replacement, syntaxError } from './problems';
import { StringLiteral, wellFormedNumber } from './tokens';
import type { Expression } from './tree';

interface Literal {
  readonly value: Expression;
  readonly problem?: Problem;
}

/** The number a token stands for; `missing` with a problem when it stands for none in double precision. */
export function numberLiteral(token: IToken): Literal {
  const range = rangeOf(token);
  const { image } = token;
  if (!wellFormedNumber.test(image)) {
    return { value: { type: 'missing', range }, problem: notANumber(token) };
  }
  const value = Number(image.replaceAll('_', ''));
  if (!Number.isFinite(value)) {
    const problem = syntaxError('K002', `The number ${image} is too large.`, range, {
      hint: 'The largest number of double precision is about 1.8e308.',
    });
    return { value: { type: 'missing', range }, problem };
  }
  return { value: { type: 'number', value, range } };
}

/** The text between the quotes, escapes resolved as in JSON. Always a `string`, whatever is wrong with it. */
export function stringLiteral(token: IToken): Literal {
  const range = rangeOf(token);
  const { image } = token;
  if (image.startsWith("'")) {
    const value = image.slice(1, image.length > 1 && image.endsWith("'") ? -1 : undefined);
    const problem = syntaxError('K003', 'Text stands in double quotes.', range, {
      hint: 'Write "…" instead of \'…\'.',
      fix: replacement('Use double quotes', range, JSON.stringify(value)),
    });
    return { value: { type: 'string', value, range }, problem };
  }
  const closed = !isUnclosedString(token);
  const { text, wrong } = unescape(image.slice(1, closed ? -1 : undefined));
  const value: Expression = { type: 'string', value: text, range };
  if (!closed) {
    const problem = syntaxError('K003', 'This string is not closed.', range, {
      hint: 'End it with a double quote on the same line.',
      fix: replacement('Close the string', { start: range.end, end: range.end }, '"'),
    });
    return { value, problem };
  }
  if (wrong === undefined) return { value };
  const problem = syntaxError('K003', `${quoted(wrong)} is not an escape.`, range, {
    hint: 'Write \\\\ for a backslash; a path may use / on every system.',
  });
  return { value, problem };
}

/** Whether a token is a string that the end of its line cuts off, and with it whatever was to follow. */
export function isUnclosedString({ tokenType, image }: IToken): boolean {
  return tokenType === StringLiteral && !/^(?:"(?:[^"\\]|\\.)*"|'.*')$/.test(image);
}

function notANumber(token: IToken): Problem {
  const { image } = token;
  const range = rangeOf(token);
  const [, digits, word] = /^(\d+(?:\.\d+)?)([A-Za-z]\w*)$/.exec(image) ?? [];
  if (digits === undefined) {
    return syntaxError('K002', `${quoted(image)} is not a number.`, range, {
      hint: 'Numbers are written 1, 0.5, 1e-3 or 1_000.',
    });
  }
  if (word === 'x') {
    return syntaxError('K002', `A size is missing after ${quoted(image)}.`, range, {
      hint: 'A shape is written 28x28x1.',
    });
  }
  return syntaxError('K002', `${quoted(image)} is neither a number nor a name.`, range, {
    hint: `Names start with a letter; a product is written ${digits} * ${word}.`,
  });
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function unescape(text: string): { text: string; wrong?: string } {
  let wrong: string | undefined;
  const resolved = text.replace(/\\(u[0-9a-fA-F]{4}|.|$)/g, (escape, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const character = escapes[code];
    if (character === undefined) wrong ??= escape;
    return character ?? escape;
  });
  return wrong === undefined ? { text: resolved } : { text: resolved, wrong };
}
