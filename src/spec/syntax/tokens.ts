/** The words and signs of `.arch`. Order matters to the lexer: comments before `/`, keywords before identifiers. */
import {
  createToken as createTokenType,
  Lexer,
  type ITokenConfig,
  type CustomPatternMatcherFunc,
  type IToken,
  type TokenType,
} from 'chevrotain';
import { directiveWords } from './directives';

/** Said for every token that is on one line by nature, the lexer need not find out from its pattern when it starts. */
const createToken = (config: ITokenConfig) => createTokenType({ line_breaks: false, ...config });

const category = (name: string, ...categories: TokenType[]) => createToken({ name, pattern: Lexer.NA, categories });

/** Any token that cannot open a layer, a directive or a body, nor close one. */
export const Stray = category('Stray');
/** Any token but brackets: what is skipped to find the end of a broken list. */
export const Filler = category('Filler');
export const Operator = category('Operator', Stray, Filler);

const sign = (name: string, pattern: string, ...categories: TokenType[]) =>
  createToken({ name, pattern, label: pattern, categories });

export const LCurly = sign('LCurly', '{');
export const RCurly = sign('RCurly', '}');
export const LParen = sign('LParen', '(', Stray);
export const RParen = sign('RParen', ')', Stray);
export const LSquare = sign('LSquare', '[', Stray);
export const RSquare = sign('RSquare', ']', Stray);
export const Comma = sign('Comma', ',', Stray, Filler);
export const Colon = sign('Colon', ':', Stray, Filler);
export const Equals = sign('Equals', '=', Stray, Filler);
/** `+` and `-`, which may also stand before a value. */
export const Sign = createToken({ name: 'Sign', pattern: /[+-]/, categories: [Operator] });
export const InfixOperator = createToken({ name: 'InfixOperator', pattern: /<=|>=|[*/^<>]/, categories: [Operator] });

export const wellFormedNumber = /^(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;

/**
 * A number ends where a word does not begin, except for the `x` of a shape (`28x28`, `3x(width)`). What looks like a number but is
 * none (`2width`, `1.2.3`) is one token too, so that it costs one problem.
 */
export const NumberLiteral = createToken({
  name: 'NumberLiteral',
  pattern:
    /(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?(?:(?=x[A-Za-z0-9_(])|(?![A-Za-z0-9_.]))|\.?\d[A-Za-z0-9_.]*/,
  categories: [Stray, Filler],
});

/** Also matches strings that are not closed and strings in single quotes; the parser reports them. */
export const StringLiteral = createToken({
  name: 'StringLiteral',
  pattern: /"(?:[^"\\\r\n]|\\[^\r\n])*(?:"|\\)?|'[^'\r\n]*'?/,
  categories: [Stray, Filler],
});

export const Identifier = createToken({ name: 'Identifier', pattern: /[A-Za-z_][A-Za-z0-9_]*/, categories: [Filler] });
export const DirectiveWord = createToken({
  name: 'DirectiveWord',
  pattern: new RegExp(`(?:${directiveWords.filter((word) => word !== 'allow').join('|')})(?![A-Za-z0-9_])`),
  categories: [Identifier],
});
export const Allow = createToken({ name: 'Allow', pattern: /allow(?![A-Za-z0-9_])/, categories: [DirectiveWord] });
export const ModelWord = createToken({ name: 'ModelWord', pattern: /model(?![A-Za-z0-9_])/, categories: [Identifier] });
export const BooleanLiteral = createToken({
  name: 'BooleanLiteral',
  pattern: /(?:true|false)(?![A-Za-z0-9_])/,
  categories: [Stray, Filler],
});

/** The `x` between the sizes of a shape: after a number or a parenthesis, before a digit or a parenthesis (`28x28`, `28 x 28`, `(width)x3`). */
export const Times = createToken({
  name: 'Times',
  pattern: { exec: matchTimes },
  start_chars_hint: ['x'],
  categories: [Stray, Filler],
});

const Whitespace = createToken({ name: 'Whitespace', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
export const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, group: 'comments' });
/** A habit from other languages, reported and read as the comment that it means. */
export const HashComment = createToken({ name: 'HashComment', pattern: /#[^\r\n]*/, group: 'comments' });
export const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*[\s\S]*?(?:\*\/|$)/,
  group: 'comments',
  line_breaks: true,
});

export const tokenTypes: TokenType[] = [
  Whitespace,
  LineComment,
  HashComment,
  BlockComment,
  Times,
  NumberLiteral,
  StringLiteral,
  BooleanLiteral,
  Allow,
  DirectiveWord,
  ModelWord,
  Identifier,
  LCurly,
  RCurly,
  LParen,
  RParen,
  LSquare,
  RSquare,
  Comma,
  Colon,
  Equals,
  Sign,
  InfixOperator,
  Operator,
  Stray,
  Filler,
];

const adjacentAfterNumber = /x(?=[A-Za-z0-9_(])/y;
const adjacentAfterParenthesis = /x(?=[0-9(])/y;
const spaced = /x(?=[ \t]+[0-9(])/y;

function matchTimes(text: string, offset: number, matched: IToken[]): ReturnType<CustomPatternMatcherFunc> {
  const previous = matched.at(-1);
  if (!previous || (previous.tokenType !== NumberLiteral && previous.tokenType !== RParen)) return null;
  const gap = text.slice(previous.endOffset! + 1, offset);
  if (/[^ \t]/.test(gap)) return null;
  const adjacent = previous.tokenType === NumberLiteral ? adjacentAfterNumber : adjacentAfterParenthesis;
  const pattern = gap === '' ? adjacent : spaced;
  pattern.lastIndex = offset;
  return pattern.exec(text) as ReturnType<CustomPatternMatcherFunc>;
}
