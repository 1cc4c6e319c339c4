import type { IToken } from 'chevrotain';
import { LCurly, LParen, LSquare, RCurly, RParen, RSquare } from '../../spec/syntax/tokens';

export interface OpenBracket {
  readonly token: IToken;
  /** The token before it. */
  readonly after: IToken | undefined;
}

/** The brackets that the tokens leave open, outermost first. A brace closes every other bracket inside it. */
export function openBrackets(tokens: readonly IToken[]): readonly OpenBracket[] {
  const open: OpenBracket[] = [];
  for (const [index, token] of tokens.entries()) {
    const { tokenType } = token;
    const opening = pairs.get(tokenType);
    if (openings.has(tokenType)) open.push({ token, after: tokens[index - 1] });
    if (!opening) continue;
    const match = open.findLastIndex((one) => one.token.tokenType === opening || one.token.tokenType === LCurly);
    if (open[match]?.token.tokenType === opening) open.splice(match);
  }
  return open;
}

const pairs = new Map([
  [RCurly, LCurly],
  [RParen, LParen],
  [RSquare, LSquare],
]);
const openings = new Set(pairs.values());

/** Whether a brace opens a branch, `{ { … } { … } }`, and not the body of a layer. */
export function isBranchBrace({ after }: OpenBracket): boolean {
  return after?.tokenType === LCurly || after?.tokenType === RCurly;
}
