import { fileCalls, isName } from './directives';
import { precedence, signPrecedence } from './operators';
import { readExpression } from './read-expression';
import type { Argument, Expression } from './tree';

/** An expression as `.arch` text, with no more parentheses than it needs. */
export function printExpression(expression: Expression): string {
  return print(meant(expression));
}

/** A path or another text that is never an expression, in double quotes. */
export function printText(expression: Expression): string {
  return expression.type === 'text' ? JSON.stringify(expression.value) : printExpression(expression);
}

/** `name: value` or the value alone. `callee` says whether the value is a path. */
export function printArgument({ name, value }: Argument, position: number, callee: string): string {
  const printed = isPath({ name, position, callee }) ? printText(value) : printExpression(value);
  return name ? `${name.text}: ${printed}` : printed;
}

/** Whether an argument is the path of a file. */
export function isPath({
  name,
  position,
  callee,
}: Pick<Argument, 'name'> & { position: number; callee: string }): boolean {
  return fileCalls.has(callee) && (name ? name.text === 'file' : position === 0);
}

/** Whether text means something as an expression, so that quotes would change its meaning. */
export function readsAsExpression(text: string): boolean {
  return readExpression(text, 0).problems.length === 0;
}

/** A key of the map of `weights`. */
export function printKey(name: string): string {
  return isName(name) ? name : JSON.stringify(name);
}

function meant(expression: Expression): Expression {
  if (expression.type !== 'text') return expression;
  const { value, problems } = readExpression(expression.value, 0);
  return problems.length === 0 ? value : { type: 'string', value: expression.value, range: expression.range };
}

function print(expression: Expression): string {
  switch (expression.type) {
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'string':
    case 'text':
      return JSON.stringify(expression.value);
    case 'name':
      return expression.text;
    case 'list':
      return `[${expression.items.map(printExpression).join(', ')}]`;
    case 'shape':
      return expression.items.map(printSize).join('x');
    case 'call':
      return `${expression.callee.text}(${printArguments(expression.arguments, expression.callee.text)})`;
    case 'unary':
      return `${expression.operator}${printOperand(expression.operand, signPrecedence + 1)}`;
    case 'binary':
      return printBinary(expression);
    case 'missing':
      return '';
  }
}

export function printArguments(given: readonly Argument[], callee: string): string {
  return given.map((argument, position) => printArgument(argument, position, callee)).join(', ');
}

function printSize(size: Expression): string {
  const expression = meant(size);
  return expression.type === 'number' ? print(expression) : `(${print(expression)})`;
}

function printBinary({ operator, left, right }: Extract<Expression, { type: 'binary' }>): string {
  const strength = precedence[operator];
  if (operator === '^') return `${printOperand(left, strength + 1)}^${printOperand(right, signPrecedence)}`;
  return `${printOperand(left, strength)} ${operator} ${printOperand(right, strength + 1)}`;
}

/** In parentheses where the operand binds weaker than its place demands. */
function printOperand(operand: Expression, demanded: number): string {
  const expression = meant(operand);
  const printed = print(expression);
  return strengthOf(expression) < demanded ? `(${printed})` : printed;
}

function strengthOf(expression: Expression): number {
  if (expression.type === 'binary') return precedence[expression.operator];
  return expression.type === 'unary' ? signPrecedence : Infinity;
}
