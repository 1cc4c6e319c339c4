import type { IToken, TokenType } from 'chevrotain';
import type { Problem } from '../problem';
import { rangeOf } from './lex';
import { nestingLimit, tooDeep } from './nesting-limit';
import { Colon, Comma, Identifier, LCurly, LParen, LSquare, Operator, RCurly, RParen, RSquare } from './tokens';

/**
 * The tokens up to the first one that would make the tree deeper than `nestingLimit`. An operator counts as a level until its
 * expression ends, since `1 + 1 + …` is a tree as deep as it is long.
 */
export function cutAtNestingLimit(tokens: readonly IToken[]): { tokens: readonly IToken[]; problem?: Problem } {
  const levels: Level[] = [{ closedBy: undefined, operators: 0 }];
  let depth = 0;

  function endExpression(): void {
    const level = levels.at(-1)!;
    depth -= level.operators;
    level.operators = 0;
  }

  function close(bracket: TokenType): void {
    const innermost = levels.findLastIndex(({ closedBy }) => closedBy === bracket || closedBy === RCurly);
    if (levels[innermost]?.closedBy !== bracket) return;
    for (const { operators } of levels.splice(innermost)) depth -= operators + 1;
  }

  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const type = token.tokenType;
    const closedBy = brackets.get(type);
    if (closedBy) {
      levels.push({ closedBy, operators: 0 });
      depth++;
    } else if (isA(token, Operator)) {
      levels.at(-1)!.operators++;
      depth++;
    } else if (closers.has(type)) close(type);
    else if (endsExpression(token, tokens[index - 1])) endExpression();
    if (depth > nestingLimit) return { tokens: tokens.slice(0, index), problem: tooDeep(rangeOf(token)) };
  }
  return { tokens };
}

interface Level {
  readonly closedBy: TokenType | undefined;
  /** Operators met so far in the expression that is open at this level. */
  operators: number;
}

const brackets = new Map([
  [LCurly, RCurly],
  [LParen, RParen],
  [LSquare, RSquare],
]);
const closers = new Set(brackets.values());

function isA(token: IToken, category: TokenType): boolean {
  return token.tokenType === category || (token.tokenType.CATEGORIES?.includes(category) ?? false);
}

/** Separators end an expression, and so does a word that follows an operand: the next statement begins there. */
function endsExpression(token: IToken, previous: IToken | undefined): boolean {
  if (token.tokenType === Comma || token.tokenType === Colon) return true;
  return isA(token, Identifier) && previous !== undefined && !isA(previous, Operator);
}
