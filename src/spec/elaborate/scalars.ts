/** Values without parts: numbers, flags, choices, shapes, paths. Each reader reports why it returns undefined. */
import type { FileReference, Shape } from '../architecture';
import { sizeOf } from '../catalogue/shapes';
import { LARGEST_COUNT, type NumberType, type SizesType } from '../catalogue/parameter';
import type { Expression } from '../syntax/tree';
import { evaluate } from './arithmetic';
import { describe, readable } from './expressions';
import { formatCount, LARGEST_OUTPUT } from './limits';
import { listed, nearest } from './nearest';
import { replacement, type Problems } from './problems';
import type { Scope } from './scope';

/** Integers a rounding error away count as integers. */
const integerTolerance = 1e-9;

export function readNumber(written: Expression, type: NumberType, what: string, scope: Scope): number | undefined {
  const value = evaluate(written, scope);
  if (value === undefined) return undefined;
  const rounded = Math.round(value);
  if (type.integer && Math.abs(value - rounded) > integerTolerance * Math.max(1, Math.abs(value))) {
    scope.problems.report('K033', written.range, `${what} must be a whole number, found ${value}.`, {
      hint: 'Use floor(…), ceil(…) or round(…).',
    });
    return undefined;
  }
  // `+ 0` turns -0 into 0.
  const accepted = (type.integer ? rounded : value) + 0;
  const limit = violated(accepted, type);
  if (limit === undefined) return accepted;
  scope.problems.report('K027', written.range, `${what} must be ${limit}, found ${value}.`, {
    hint: intervalHint(type),
  });
  return undefined;
}

export function readFlag(written: Expression, what: string, scope: Scope): boolean | undefined {
  const expression = readable(written, scope.problems);
  if (expression.type === 'boolean') return expression.value;
  if (expression.type !== 'missing')
    scope.problems.report('K026', expression.range, `${what} must be true or false, found ${describe(expression)}.`);
  return undefined;
}

export function readChoice(
  written: Expression,
  choices: readonly string[],
  what: string,
  scope: Scope,
): string | undefined {
  const expression = readable(written, scope.problems);
  if (expression.type === 'missing') return undefined;
  if (expression.type === 'name' && choices.includes(expression.text)) return expression.text;
  const text = wordOf(expression);
  const guess = text === undefined ? undefined : nearest(text, choices);
  scope.problems.report(
    'K028',
    expression.range,
    `${what} must be ${listed(choices)}, found ${describe(expression)}.`,
    {
      hint: guess ? `Did you mean ${guess}?` : undefined,
      fix: guess ? replacement(expression.range, guess) : undefined,
    },
  );
  return guess;
}

function wordOf(expression: Expression): string | undefined {
  if (expression.type === 'name') return expression.text;
  return expression.type === 'string' ? expression.value : undefined;
}

export function readShape(written: Expression, what: string, scope: Scope): Shape | undefined {
  const expression = readable(written, scope.problems);
  const items = expression.type === 'shape' || expression.type === 'list' ? expression.items : [expression];
  const sizeType: NumberType = { type: 'number', integer: true, minimum: 1, maximum: LARGEST_COUNT };
  const sizes = items.map((item) => readNumber(item, sizeType, `Every size in ${what}`, scope));
  const known = sizes.filter((size) => size !== undefined);
  if (known.length < sizes.length) return undefined;
  if (known.length === 0) {
    scope.problems.report('K026', expression.range, `${what} must be a shape, found an empty list.`, {
      hint: 'Write 784 or 28x28x1.',
    });
    return undefined;
  }
  if (sizeOf(known) <= LARGEST_OUTPUT) return known;
  scope.problems.report(
    'K047',
    expression.range,
    `${what} has ${formatCount(sizeOf(known))} features; the most is ${formatCount(LARGEST_OUTPUT)}.`,
  );
  return undefined;
}

/** One whole number an axis, one for all of them, or one of the words. */
export function readSizes(
  written: Expression,
  type: SizesType,
  what: string,
  scope: Scope,
): readonly number[] | string | undefined {
  const expression = readable(written, scope.problems);
  if (isMeantAsWord(expression, type, scope)) return readWord(expression, type, what, scope);
  const items = expression.type === 'shape' || expression.type === 'list' ? expression.items : [expression];
  if (items.length === 0 || expression.type === 'boolean' || expression.type === 'string') {
    const found = items.length === 0 ? 'an empty list' : describe(expression);
    scope.problems.report('K026', expression.range, `${what} must be ${sizesInWords(type)}, found ${found}.`, {
      hint: sizesHint,
    });
    return undefined;
  }
  const sizeType: NumberType = { type: 'number', integer: true, minimum: type.minimum, maximum: LARGEST_COUNT };
  const each = items.length > 1 ? `Every size in ${what}` : what;
  const known = items.flatMap((item) => readNumber(item, sizeType, each, scope) ?? []);
  return known.length === items.length ? known : undefined;
}

const sizesHint = 'Write one number for every axis, as in 3, or one an axis, as in 3x5.';

/** A name that is no parameter, nor nearly one. */
function isMeantAsWord(expression: Expression, { words }: SizesType, { parameters }: Scope): boolean {
  const text = wordOf(expression);
  if (text === undefined || words.length === 0) return false;
  if (words.includes(text)) return true;
  const guess = nearest(text, [...words, ...parameters.keys()]);
  return !parameters.has(text) && (guess === undefined || words.includes(guess));
}

function readWord(written: Expression, type: SizesType, what: string, { problems }: Scope): string | undefined {
  const { words } = type;
  if (written.type === 'name' && words.includes(written.text)) return written.text;
  const guess = nearest(wordOf(written) ?? '', words);
  problems.report('K028', written.range, `${what} must be ${sizesInWords(type)}, found ${describe(written)}.`, {
    hint: guess ? `Did you mean ${guess}?` : sizesHint,
    fix: guess ? replacement(written.range, guess) : undefined,
  });
  return guess;
}

function sizesInWords({ words }: SizesType): string {
  return listed([...words, 'whole numbers']);
}

export function readFile(written: Expression, what: string, { problems }: Scope): FileReference | undefined {
  const text = readText(written, what, 'a path in quotes', problems);
  return text === undefined ? undefined : { path: text, range: written.range };
}

/** Quoted text; `kind` says of what: "a path in quotes". */
export function readText(written: Expression, what: string, kind: string, problems: Problems): string | undefined {
  if ((written.type === 'string' || written.type === 'text') && written.value.trim() !== '') return written.value;
  if (written.type !== 'missing')
    problems.report('K026', written.range, `${what} must be ${kind}, found ${describe(written)}.`, {
      hint: 'Write "…".',
    });
  return undefined;
}

/** The limit that a value breaks, in words. */
function violated(value: number, type: NumberType): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = type;
  if (minimum !== undefined && value < minimum) return `at least ${minimum}`;
  if (maximum !== undefined && value > maximum) return `at most ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `greater than ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return `less than ${exclusiveMaximum}`;
  return undefined;
}

function intervalHint({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberType): string {
  const low =
    minimum !== undefined ? `from ${minimum}` : exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : '';
  const high =
    maximum !== undefined ? `up to ${maximum}` : exclusiveMaximum !== undefined ? `below ${exclusiveMaximum}` : '';
  return `Choose a value ${[low, high].filter(Boolean).join(' ')}.`;
}
