import { Lexer, type IToken } from 'chevrotain';
import type { Problem, Range } from '../problem';
import { quoted, replacement, syntaxError } from './problems';
import { BlockComment, HashComment, tokenTypes } from './tokens';

export interface Lexed {
  readonly tokens: readonly IToken[];
  /** Comments of every kind in order. */
  readonly comments: readonly IToken[];
  readonly problems: readonly Problem[];
}

/** Cuts `.arch` text into tokens; characters that mean nothing are reported and skipped. Offsets start at `base`. */
export function lex(source: string, base = 0): Lexed {
  const { tokens, errors, groups } = lexer().tokenize(source);
  const comments = groups.comments ?? [];
  if (base !== 0) for (const token of [...tokens, ...comments]) shift(token, base);
  const problems = [
    ...errors.map(({ offset, length }) =>
      unknownCharacters(source.slice(offset, offset + length), { start: base + offset, end: base + offset + length }),
    ),
    ...comments.filter(isUnclosed).map(unclosedComment),
    ...comments.filter(({ tokenType }) => tokenType === HashComment).map(hashComment),
  ];
  return { tokens, comments, problems };
}

/** The token's place in the text. */
export function rangeOf(token: IToken): Range {
  return { start: token.startOffset, end: token.endOffset! + 1 };
}

/** Built at first use: a process that reads no specification does not pay for it. */
let sharedLexer: Lexer | undefined;

function lexer(): Lexer {
  sharedLexer ??= new Lexer(tokenTypes, { skipValidations: true });
  return sharedLexer;
}

function shift(token: IToken, base: number): void {
  token.startOffset += base;
  token.endOffset! += base;
}

const characterHints: Readonly<Record<string, string>> = {
  ';': 'Statements need no separator: remove it.',
  '.': 'Names have no dots; a path stands in double quotes.',
  '×': 'The sizes of a shape are joined by the letter x: 28x28x1.',
};

function unknownCharacters(text: string, range: Range): Problem {
  return syntaxError('K001', `The language has no use for ${quoted(text)}.`, range, {
    hint: characterHints[text[0] ?? ''] ?? 'Remove it, or put text in double quotes.',
    fix: replacement(`Remove ${quoted(text)}`, range, ''),
  });
}

function hashComment({ startOffset: start }: IToken): Problem {
  const range = { start, end: start + 1 };
  return syntaxError('K001', 'A comment starts with "//", found "#".', range, {
    fix: replacement('Replace "#" by "//"', range, '//'),
  });
}

function isUnclosed(comment: IToken): boolean {
  return comment.tokenType === BlockComment && !(comment.image.endsWith('*/') && comment.image.length >= 4);
}

function unclosedComment(comment: IToken): Problem {
  return syntaxError(
    'K004',
    'This comment is not closed.',
    { start: comment.startOffset, end: comment.startOffset + 2 },
    {
      hint: 'End it with */.',
      fix: replacement('Close the comment', { start: comment.endOffset! + 1, end: comment.endOffset! + 1 }, ' */'),
    },
  );
}
