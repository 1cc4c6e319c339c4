/** Numbers of the language: arithmetic over the model's parameters. */
import type { Expression } from '../syntax/tree';
import { describe, readable } from './expressions';
import { listed, nearest } from './nearest';
import { replacement } from './problems';
import type { Scope } from './scope';

type Call = Extract<Expression, { type: 'call' }>;
type Binary = Extract<Expression, { type: 'binary' }>;
type Name = Extract<Expression, { type: 'name' }>;

export const constants: ReadonlyMap<string, number> = new Map([['pi', Math.PI]]);

interface ArithmeticFunction {
  readonly arity: number | 'any';
  readonly apply: (...values: number[]) => number;
  /** For completions. */
  readonly summary: string;
}

export const functions: ReadonlyMap<string, ArithmeticFunction> = new Map([
  ['sqrt', { arity: 1, apply: Math.sqrt, summary: 'Square root.' }],
  ['log', { arity: 1, apply: Math.log, summary: 'Natural logarithm.' }],
  ['exp', { arity: 1, apply: Math.exp, summary: 'e to the power of x.' }],
  ['abs', { arity: 1, apply: Math.abs, summary: 'Absolute value.' }],
  ['floor', { arity: 1, apply: Math.floor, summary: 'Largest whole number that is not above x.' }],
  ['ceil', { arity: 1, apply: Math.ceil, summary: 'Smallest whole number that is not below x.' }],
  ['round', { arity: 1, apply: Math.round, summary: 'Nearest whole number.' }],
  ['min', { arity: 'any', apply: Math.min, summary: 'Smallest of the numbers.' }],
  ['max', { arity: 'any', apply: Math.max, summary: 'Largest of the numbers.' }],
]);

/** Words that no parameter may be called. */
export const reservedWords: ReadonlySet<string> = new Set([...constants.keys(), ...functions.keys(), 'true', 'false']);

/** A finite number, or undefined with the reason reported (or reported before). */
export function evaluate(written: Expression, scope: Scope): number | undefined {
  const expression = readable(written, scope.problems);
  switch (expression.type) {
    case 'number':
      return finite(expression.value, expression, scope);
    case 'name':
      return lookUp(expression, scope);
    case 'unary': {
      const operand = evaluate(expression.operand, scope);
      return operand === undefined || expression.operator === '+' ? operand : -operand;
    }
    case 'binary':
      return evaluateBinary(expression, scope);
    case 'call':
      return evaluateCall(expression, scope);
    case 'missing':
      return undefined;
    default:
      scope.problems.report('K026', expression.range, `Expected a number, found ${describe(expression)}.`);
      return undefined;
  }
}

function lookUp({ text, range }: Name, { parameters, problems }: Scope): number | undefined {
  if (parameters.has(text)) return parameters.get(text);
  if (constants.has(text)) return constants.get(text);
  const guess = nearest(text, [...parameters.keys(), ...constants.keys()]);
  problems.report('K030', range, `The model has no parameter "${text}".`, {
    hint: guess ? `Did you mean ${guess}?` : parameterHint(parameters),
    fix: guess ? replacement(range, guess) : undefined,
  });
  return guess === undefined ? undefined : (parameters.get(guess) ?? constants.get(guess));
}

function parameterHint(parameters: Scope['parameters']): string {
  return parameters.size > 0
    ? `Its parameters are ${listed(parameters.keys(), 'and')}.`
    : 'Declare it after the model name: model Name(width = 128) { … }.';
}

function evaluateBinary(expression: Binary, scope: Scope): number | undefined {
  const left = evaluate(expression.left, scope);
  const right = evaluate(expression.right, scope);
  if (left === undefined || right === undefined) return undefined;
  switch (expression.operator) {
    case '+':
      return finite(left + right, expression, scope);
    case '-':
      return finite(left - right, expression, scope);
    case '*':
      return finite(left * right, expression, scope);
    case '/':
      if (right !== 0) return finite(left / right, expression, scope);
      scope.problems.report('K032', expression.range, 'Division by zero.', {
        hint: 'Check the values of the parameters in the divisor.',
      });
      return undefined;
    case '^':
      return finite(left ** right, expression, scope);
    default:
      scope.problems.report('K026', expression.range, 'Expected a number, found a comparison.', {
        hint: 'Comparisons stand only in expect.',
      });
      return undefined;
  }
}

function evaluateCall({ callee, arguments: given, range }: Call, scope: Scope): number | undefined {
  const found = functions.get(callee.text);
  if (!found) {
    const guess = nearest(callee.text, functions.keys());
    scope.problems.report('K030', callee.range, `There is no function "${callee.text}".`, {
      hint: guess ? `Did you mean ${guess}?` : `Functions are ${listed(functions.keys(), 'and')}.`,
      fix: guess ? replacement(callee.range, guess) : undefined,
    });
    return undefined;
  }
  const values = given.map((argument) => evaluate(argument.value, scope));
  const wrongCount = found.arity === 'any' ? given.length === 0 : given.length !== found.arity;
  if (wrongCount || given.some((argument) => argument.name)) {
    const expected = found.arity === 'any' ? 'one or more numbers' : 'one number';
    scope.problems.report('K026', range, `${callee.text} takes ${expected}, without names.`);
    return undefined;
  }
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  const result = found.apply(...known);
  return finite(result, { range, text: `${callee.text}(${known.join(', ')})` }, scope);
}

function finite(
  value: number,
  where: { readonly range: Expression['range']; readonly text?: string },
  scope: Scope,
): number | undefined {
  if (Number.isFinite(value)) return value;
  const message = where.text ? `${where.text} is not a finite number.` : 'The result is not a finite number.';
  scope.problems.report('K032', where.range, message, { hint: 'Check the values of the parameters in it.' });
  return undefined;
}
