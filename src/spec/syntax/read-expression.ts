import type { Problem } from '../problem';
import { parser } from './arch-parser';
import { lex } from './lex';
import { cutAtNestingLimit } from './nesting';
import { inReadingOrder } from './problems';
import type { Expression } from './tree';

/**
 * Reads one expression, such as the inside of a JSON string: `width / 2`, `relu`, `gaussian(samples: 8)`. `offset` is where `source`
 * begins in the file; for a `text` expression that is one more than the start of its range, since the range includes the quotes.
 */
export function readExpression(source: string, offset: number): { value: Expression; problems: readonly Problem[] } {
  const lexed = lex(source, offset);
  const { tokens, problem: tooDeep } = cutAtNestingLimit(lexed.tokens);
  if (tooDeep) return { value: { type: 'missing', range: tooDeep.range }, problems: [tooDeep] };
  const { value, problems } = parser().parseExpression(tokens, offset);
  return { value, problems: inReadingOrder([...lexed.problems, ...problems]) };
}
