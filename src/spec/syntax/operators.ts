import type { Expression } from './tree';

export type PrefixOperator = '+' | '-';
export type InfixOperator = Extract<Expression, { type: 'binary' }>['operator'];

/** Binding strength of infix operators; a sign binds tighter than `*` and looser than `^`, so -2^2 is -(2^2). */
export const precedence: Readonly<Record<InfixOperator, number>> = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '^': 5,
};
export const signPrecedence = 4;

/** What an expression is made of, in the order it is written: signs before each operand, its sizes after it, operators between. */
export type Part =
  | { readonly type: 'sign'; readonly operator: PrefixOperator; readonly start: number }
  | { readonly type: 'operand'; readonly value: Expression }
  /** `x28` after the operand that is a shape's first size. */
  | { readonly type: 'size'; readonly value: Expression }
  | { readonly type: 'infix'; readonly operator: InfixOperator };

/** Builds the tree of a well-formed sequence of parts: operators associate to the left, `^` to the right. */
export function foldOperators(parts: readonly Part[]): Expression {
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'operand') return only.value;
  let next = 0;

  function operand(): Expression {
    const part = parts[next++];
    if (part?.type === 'operand') return withSizes(part.value);
    if (part?.type !== 'sign') throw new Error('an operand must stand here');
    const value = expression(signPrecedence + 1);
    return {
      type: 'unary',
      operator: part.operator,
      operand: value,
      range: { start: part.start, end: value.range.end },
    };
  }

  function withSizes(first: Expression): Expression {
    const items = [first];
    for (let part = parts[next]; part?.type === 'size'; part = parts[next]) {
      items.push(part.value);
      next++;
    }
    if (items.length === 1) return first;
    return { type: 'shape', items, range: { start: first.range.start, end: items.at(-1)!.range.end } };
  }

  function expression(weakest: number): Expression {
    let left = operand();
    for (let part = parts[next]; part?.type === 'infix' && precedence[part.operator] >= weakest; part = parts[next]) {
      next++;
      const { operator } = part;
      const right = expression(operator === '^' ? precedence['^'] : precedence[operator] + 1);
      left = { type: 'binary', operator, left, right, range: { start: left.range.start, end: right.range.end } };
    }
    return left;
  }

  return expression(0);
}
