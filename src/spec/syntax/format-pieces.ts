/** What the formatter moves about: tokens and comments in order, each with its part in the layout. */
import { tokenMatcher, type IToken } from 'chevrotain';
import type { Range } from '../problem';
import { lex } from './lex';
import {
  BlockComment,
  Colon,
  Comma,
  Equals,
  Identifier,
  LCurly,
  LineComment,
  LParen,
  LSquare,
  Operator,
  RCurly,
  RParen,
  RSquare,
  Sign,
  Times,
} from './tokens';
import type { Block, Statement, SyntaxTree } from './tree';

export type Role =
  | 'comment'
  /** The word of a directive. */
  | 'keyword'
  /** The first word of a layer, or `model`. */
  | 'start'
  | 'bodyOpen'
  | 'branchOpen'
  | 'bodyClose'
  /** A bracket of a list: arguments, parameters, `[1, 2]`, a parenthesis, the prefixes of `weights`. */
  | 'open'
  | 'close'
  | 'comma'
  | 'colon'
  | 'prefix'
  | 'infix'
  /** `x` and `^`, without space around them. */
  | 'tight'
  | 'operand';

export interface Piece {
  readonly text: string;
  readonly role: Role;
  /** Line breaks between the piece before and this one. */
  readonly breaksBefore: number;
}

/** The pieces of a source without syntax errors. */
export function piecesOf({ source, model }: SyntaxTree): Piece[] {
  const { tokens, comments } = lex(source);
  const places: Places = {
    starts: new Set(model && [model.range.start, ...startsOf(model.statements)]),
    keywords: new Set(model?.directives.map(({ range }) => range.start)),
    directives: model?.directives.map(({ range }) => range) ?? [],
  };
  let end = 0;
  let previous: Role = 'start';
  return [...tokens, ...comments]
    .sort((a, b) => a.startOffset - b.startOffset)
    .map((token) => {
      const breaksBefore = source.slice(end, token.startOffset).match(/\r\n?|\n/g)?.length ?? 0;
      const role = roleOf(token, previous, places);
      if (role !== 'comment') previous = role;
      end = token.endOffset! + 1;
      return { text: token.image.trimEnd(), role, breaksBefore };
    });
}

/** Whether nothing may follow on the line. */
export function endsLine({ role, text }: Piece): boolean {
  return role === 'comment' && text.startsWith('//');
}

interface Places {
  /** Offsets of the first words of layers, of `model`, and of directives. */
  readonly starts: ReadonlySet<number>;
  readonly keywords: ReadonlySet<number>;
  readonly directives: readonly Range[];
}

function startsOf(statements: readonly Statement[]): number[] {
  const inside = (blocks: readonly Block[]) => blocks.flatMap((block) => startsOf(block.statements));
  return statements.flatMap(({ range, blocks }) => [range.start, ...inside(blocks)]);
}

function roleOf(token: IToken, previous: Role, { starts, keywords, directives }: Places): Role {
  const { tokenType: type, startOffset: at } = token;
  if (type === LineComment || type === BlockComment) return 'comment';
  if (type === LCurly || type === RCurly) {
    const inDirective = directives.some(({ start, end }) => start < at && at < end);
    if (type === RCurly) return inDirective ? 'close' : 'bodyClose';
    if (inDirective) return 'open';
    return previous === 'bodyOpen' || previous === 'bodyClose' ? 'branchOpen' : 'bodyOpen';
  }
  if (type === LParen || type === LSquare) return 'open';
  if (type === RParen || type === RSquare) return 'close';
  if (type === Comma) return 'comma';
  if (type === Colon) return 'colon';
  if (type === Times || token.image === '^') return 'tight';
  if (type === Sign && previous !== 'operand' && previous !== 'close') return 'prefix';
  if (type === Equals || tokenMatcher(token, Operator)) return 'infix';
  if (!tokenMatcher(token, Identifier)) return 'operand';
  if (keywords.has(at)) return 'keyword';
  return starts.has(at) ? 'start' : 'operand';
}
