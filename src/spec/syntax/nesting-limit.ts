import type { Problem, Range } from '../problem';
import { syntaxError } from './problems';

/**
 * Deepest nesting of brackets and operators that a reader accepts; every later pass may recurse over the tree. A level of brackets takes
 * the parser about 5 kB of stack, and a host may give no more than 700 kB.
 */
export const nestingLimit = 100;

export function tooDeep(range: Range, limit = nestingLimit): Problem {
  return syntaxError('K005', `This is nested more than ${limit} levels deep.`, range, {
    hint: 'Use repeat(n) { … } for depth, and parameters for long expressions.',
  });
}
