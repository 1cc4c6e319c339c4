import { tokenMatcher, type IToken } from 'chevrotain';
import { layers } from '../../spec/catalogue/catalogue';
import type { Range } from '../../spec/problem';
import { lex, rangeOf } from '../../spec/syntax/lex';
import { isUnclosedString } from '../../spec/syntax/literals';
import { readArch } from '../../spec/syntax/read-arch';
import {
  Colon,
  Comma,
  DirectiveWord,
  Equals,
  Identifier,
  LCurly,
  LineComment,
  LParen,
  LSquare,
  ModelWord,
  NumberLiteral,
  Operator,
  StringLiteral,
  Times,
} from '../../spec/syntax/tokens';
import type { Model } from '../../spec/syntax/tree';
import type { Call } from '../calls';
import { statementsAround } from '../statements';
import { wordsOf, type Word } from '../words';
import { isBranchBrace, openBrackets, type OpenBracket } from './brackets';
import { expectsInPlaceOf, nothing, type Expects, type Place } from './place';

/** The place of an offset in `.arch` text, found by reading the text with a word of our own put there. */
export function archPlace(text: string, offset: number): Place {
  const { tokens, comments } = lex(text);
  const comment = comments.find((one) => isInComment(one, offset));
  if (comment) return inComment(text, comment, offset);
  const touched = tokens.find((token) => token.startOffset < offset && offset <= rangeOf(token).end);
  const replaced = touched && isReplaced(touched, offset) ? touched : undefined;
  const word = replaced ? rangeOf(replaced) : { start: offset, end: offset };
  const before = tokens.filter((token) => token.startOffset < word.start);
  const brackets = openBrackets(before);
  const { model, found, labels = [] } = readWithWord(text, word, joins(before.at(-1), brackets));
  const cursor = { text, word, before, brackets, replaced };
  const expects = found && model && !isBehindToken(touched, replaced) ? expected(found, model, cursor) : nothing;
  return {
    ...nowhere(expects.type === 'layerName' && replaced?.tokenType === StringLiteral ? insideOf(replaced) : word),
    expects,
    continued: /^[ \t]*[(:<>]/.test(text.slice(word.end)),
    parameters: found?.parameters ?? [],
    labels,
    ...(found?.call && { call: asWritten(found.call, found.role, text.slice(word.start, word.end)) }),
  };
}

interface Cursor {
  readonly text: string;
  readonly word: Range;
  readonly before: readonly IToken[];
  readonly brackets: readonly OpenBracket[];
  /** The token at the cursor that the word of our own stands for. */
  readonly replaced: IToken | undefined;
}

function nowhere(word: Range): Place {
  return { expects: nothing, word, spelling: 'arch', continued: false, parameters: [], labels: [] };
}

/** Words, numbers and strings give way to the word of our own; brackets and operators do not. */
function isReplaced(token: IToken, offset: number): boolean {
  if (token.tokenType === StringLiteral) return offset < rangeOf(token).end || isUnclosedString(token);
  return tokenMatcher(token, Identifier) || token.tokenType === NumberLiteral;
}

/** Close behind a bracket or a string nobody begins a word. */
function isBehindToken(touched: IToken | undefined, replaced: IToken | undefined): boolean {
  return touched !== undefined && !replaced && touched.tokenType !== LCurly && !startsValue(touched);
}

/** Whether a value is complete before the cursor: only an operator could follow, so that the cursor is in the same argument. */
function joins(previous: IToken | undefined, brackets: readonly OpenBracket[]): boolean {
  const bracket = brackets.at(-1)?.token.tokenType;
  return (bracket === LParen || bracket === LSquare) && previous !== undefined && !startsValue(previous);
}

/** Whether a value can follow. */
function startsValue(token: IToken): boolean {
  return [LParen, LSquare, Comma, Colon, Equals, Operator, Times, DirectiveWord].some((type) =>
    tokenMatcher(token, type),
  );
}

interface Reading {
  readonly model?: Model;
  readonly found?: Word;
  readonly labels?: readonly string[];
}

function readWithWord(text: string, { start, end }: Range, joined: boolean): Reading {
  const prefix = joined ? '+ ' : '';
  const glued = /^\w/.test(text.slice(end, end + 1)) ? ' ' : '';
  const tree = readArch(text.slice(0, start) + prefix + ownWord + glued + text.slice(end)).value;
  const at = start + prefix.length;
  for (const word of wordsOf(tree))
    if (word.range.start === at) return { model: tree.model, found: word, labels: word.labels?.() };
  return {};
}

/** No word of the language, and as good a name as any. */
const ownWord = 'cursor';

function expected(found: Word, model: Model, cursor: Cursor): Expects {
  const { before, brackets, replaced } = cursor;
  if (replaced && !tokenMatcher(replaced, Identifier)) {
    const isName = found.role === 'layerName' && replaced.tokenType === StringLiteral;
    return isName ? { type: 'layerName' } : nothing;
  }
  if (found.role === 'kind') return item(found, model, cursor);
  if (found.role === 'layerName' || found.role === 'code') return { type: found.role };
  return joins(before.at(-1), brackets) ? nothing : expectsInPlaceOf(found);
}

/** At the beginning of a statement, or behind one on its line. */
function item({ range }: Word, model: Model, { text, before, brackets }: Cursor): Expects {
  const innermost = brackets.at(-1);
  if (!innermost) return before.some(({ tokenType }) => tokenType === ModelWord) ? nothing : { type: 'model' };
  const around = statementsAround(model, range.start);
  const [parent, statement] = [around.at(-2), around.at(-1)];
  if (statement?.label) return { type: 'layer', allow: false };
  const takesBranches = parent && layers.get(parent.kind.text)?.body === 'branches';
  if (takesBranches && !isBranchBrace(innermost)) return { type: 'branch' };
  const previous = before.at(-1)!;
  const behind = !/[\r\n]/.test(text.slice(rangeOf(previous).end, range.start));
  const allow = behind && previous.tokenType !== LCurly;
  if (brackets.length > 1) return { type: 'layer', allow };
  return { type: 'item', directives: new Set(model.directives.map(({ keyword }) => keyword.text)), allow };
}

/** The call with the argument that `name` names, for which the word of our own stood in. */
function asWritten(call: Call, role: Word['role'], name: string): Call {
  const { parameters } = call.callable;
  if (role !== 'argument' || !Object.hasOwn(parameters, name)) return call;
  return { ...call, name, parameter: parameters[name] };
}

function isInComment(comment: IToken, offset: number): boolean {
  const { start, end } = rangeOf(comment);
  return start < offset && (offset < end || (offset === end && comment.tokenType === LineComment));
}

/** Codes after `kappa-ignore`, and nothing else. */
function inComment(text: string, comment: IToken, offset: number): Place {
  const before = text.slice(comment.startOffset, offset);
  const [code] = /[A-Za-z]?\d*$/.exec(before)!;
  const rest = /^\d*/.exec(text.slice(offset))![0];
  const word = { start: offset - code.length, end: offset + rest.length };
  const isCode = /^\/\/\s*kappa-ignore[\s,:]+(?:[A-Za-z]\d+[\s,:]+)*[A-Za-z]?\d*$/.test(before);
  return { ...nowhere(word), expects: isCode ? { type: 'code' } : nothing };
}

/** Between the quotes. */
function insideOf(token: IToken): Range {
  const { start, end } = rangeOf(token);
  return { start: start + 1, end: isUnclosedString(token) ? end : end - 1 };
}
