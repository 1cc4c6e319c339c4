/** What each word is, for colours that know the language. */
import { tokenMatcher, type IToken } from 'chevrotain';
import type { Range } from '../spec/problem';
import { constants } from '../spec/elaborate/arithmetic';
import { lex, rangeOf } from '../spec/syntax/lex';
import {
  BlockComment,
  BooleanLiteral,
  DirectiveWord,
  Equals,
  LineComment,
  ModelWord,
  NumberLiteral,
  Operator,
  StringLiteral,
  Times,
} from '../spec/syntax/tokens';
import type { SpecificationDocument } from './document';
import type { SemanticToken } from './types';
import { isLabel, wordsOf, type Word } from './words';

/** In the order of the text, never overlapping, each on one line. In JSON only words inside strings that are expressions. */
export function findSemanticTokens({ text, syntax, specification }: SpecificationDocument): readonly SemanticToken[] {
  const words = [...wordsOf(specification.tree)].flatMap((word) => tokenOf(word) ?? []);
  const named = inOrder(
    syntax === 'json' ? words.filter(({ type, declaration }) => inStrings.has(type) && !declaration) : words,
  );
  if (syntax === 'json') return named;
  const { tokens, comments } = lex(text);
  const others = inOrder([...tokens, ...comments].flatMap((token) => plainToken(token) ?? []));
  return inOrder([...named, ...withoutPlacesOf(named, others).flatMap((token) => linesOf(token, text))]);
}

type TokenType = SemanticToken['type'];

const inStrings: ReadonlySet<TokenType> = new Set(['parameter', 'function', 'enumMember']);

function tokenOf({ text, role, range, expected, target }: Word): SemanticToken | undefined {
  if (range.start >= range.end) return undefined;
  const declaration = role === 'model' || role === 'parameter' || role === 'label';
  const type =
    role === 'value' ? typeOfValue(text, expected, target) : role === 'callee' ? typeOfCallee(expected) : types[role];
  return type && { range, type, declaration };
}

const types: Readonly<Record<Exclude<Word['role'], 'value' | 'callee'>, TokenType>> = {
  model: 'class',
  parameter: 'parameter',
  label: 'variable',
  directive: 'keyword',
  kind: 'class',
  argument: 'property',
  layerName: 'variable',
  code: 'enumMember',
};

function typeOfValue(text: string, expected: Word['expected'], target: Word['target']): TokenType | undefined {
  if (expected && isLabel(expected)) return 'variable';
  if (expected?.type === 'sizes' && expected.words.includes(text)) return 'enumMember';
  if (target || constants.has(text)) return 'parameter';
  const isMember = expected?.type === 'family' || expected?.type === 'choice' || expected?.type === 'subject';
  return isMember ? 'enumMember' : undefined;
}

function typeOfCallee(expected: Word['expected']): TokenType {
  return expected?.type === 'family' ? 'enumMember' : 'function';
}

function plainToken(token: IToken): SemanticToken | undefined {
  const type = plainTypes.find(([types]) => types.some((one) => tokenMatcher(token, one)))?.[1];
  return type && { range: rangeOf(token), type, declaration: false };
}

/** The word `model`, and those of directives where the tree has none, are keywords too. */
const plainTypes = [
  [[LineComment, BlockComment], 'comment'],
  [[NumberLiteral], 'number'],
  [[StringLiteral], 'string'],
  [[BooleanLiteral, ModelWord, DirectiveWord], 'keyword'],
  [[Operator, Equals, Times], 'operator'],
] as const;

/** A token for each line of a comment. */
function linesOf(token: SemanticToken, text: string): SemanticToken[] {
  if (token.type !== 'comment') return [token];
  const lines = text.slice(token.range.start, token.range.end).matchAll(/[^\r\n]+/g);
  return [...lines].map(({ 0: line, index }) => {
    const start = token.range.start + index;
    return { ...token, range: { start, end: start + line.length } };
  });
}

/** The tokens with the places of `taken` cut out; both in order. Codes stand in comments, names of layers in strings. */
function withoutPlacesOf(taken: readonly SemanticToken[], tokens: readonly SemanticToken[]): SemanticToken[] {
  let next = 0;
  return tokens.flatMap((token) => {
    while (next < taken.length && taken[next].range.end <= token.range.start) next++;
    const pieces: Range[] = [];
    let { start } = token.range;
    for (let i = next; i < taken.length && taken[i].range.start < token.range.end; i++) {
      pieces.push({ start, end: taken[i].range.start });
      start = taken[i].range.end;
    }
    pieces.push({ start, end: token.range.end });
    return pieces.filter((piece) => piece.start < piece.end).map((range) => ({ ...token, range }));
  });
}

/** By place; of several at one place the first. */
function inOrder(tokens: readonly SemanticToken[]): SemanticToken[] {
  let end = 0;
  return tokens
    .toSorted((a, b) => a.range.start - b.range.start)
    .filter(({ range }) => {
      if (range.start < end) return false;
      end = range.end;
      return true;
    });
}
