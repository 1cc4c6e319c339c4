/** Expressions as written: JSON strings read, and a word for each in messages. */
import { readExpression } from '../syntax/read-expression';
import type { Expression } from '../syntax/tree';
import type { Problems } from './problems';

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The expression itself; for a JSON string where no quoted text is expected, the expression inside it. */
export function readable(expression: Expression, problems: Problems): Exclude<Expression, { type: 'text' }> {
  if (expression.type !== 'text') return expression;
  const { value, range } = expression;
  const start = range.start + 1;
  if (value === 'true' || value === 'false') return { type: 'boolean', value: value === 'true', range };
  if (identifier.test(value)) return { type: 'name', text: value, range: { start, end: start + value.length } };
  const read = readExpression(value, start);
  problems.include(read.problems);
  return read.value === undefined || read.value.type === 'text' ? { type: 'missing', range } : read.value;
}

/** For "Expected …, found …". */
export function describe(expression: Expression): string {
  switch (expression.type) {
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'string':
    case 'text':
      return `the text "${expression.value}"`;
    case 'name':
      return `"${expression.text}"`;
    case 'list':
      return 'a list';
    case 'shape':
      return 'a shape';
    case 'call':
      return `"${expression.callee.text}(…)"`;
    case 'unary':
    case 'binary':
      return 'arithmetic';
    case 'missing':
      return 'nothing';
  }
}
