/** Which argument is meant for which parameter. */
import type { Parameter, Parameters } from '../catalogue/parameter';
import type { Range } from '../problem';
import type { Argument, Expression } from '../syntax/tree';
import { listed, nearest } from './nearest';
import { replacement, type Problems } from './problems';

/** What is being called: a layer, an activation, a data source. */
export interface Callee {
  readonly name: string;
  readonly parameters: Parameters;
  readonly range: Range;
}

export interface Bound {
  readonly values: ReadonlyMap<string, Expression>;
  /** Positional arguments of a callee that takes references. */
  readonly references: readonly Expression[];
  /** No argument was left without a parameter, so a missing one is missing indeed. */
  readonly complete: boolean;
}

/** Positional arguments by order, named ones by name; misspelt names count for the nearest parameter that is free. */
export function bindArguments(callee: Callee, given: readonly Argument[], problems: Problems): Bound {
  const names = Object.keys(callee.parameters);
  const takesReferences = names.some((name) => isReferences(callee.parameters[name]));
  const values = new Map<string, Expression>();
  const references: Expression[] = [];
  let position = 0;
  let complete = true;
  const bind = (name: string | undefined, { value, range }: Argument) => {
    if (name === undefined) complete = false;
    else if (values.has(name))
      problems.report('K023', range, `${callee.name} was given ${name} twice.`, { hint: 'Keep one of them.' });
    else values.set(name, value);
  };
  for (const argument of given) {
    if (argument.value.type === 'missing') complete = false;
    else if (argument.name) bind(parameterNamed(argument.name, callee, values, problems), argument);
    else if (namesItsParameter(argument.value, callee, values)) {
      const name = argument.value.callee.text;
      bind(name, argument);
      if (names[position] === name) position++;
    } else if (takesReferences) references.push(argument.value);
    else if (position < names.length) bind(names[position++], argument);
    else {
      complete = false;
      problems.report('K024', argument.range, tooMany(callee, names), { hint: 'Take it away, or give it a name.' });
    }
  }
  return { values, references, complete };
}

function isReferences({ value }: Parameter): boolean {
  return value.type === 'references';
}

/** `dense(64, prune(0.9))`: a call from the family of the parameter that has the call's name. */
function namesItsParameter(
  value: Expression,
  { parameters }: Callee,
  taken: ReadonlyMap<string, Expression>,
): value is Extract<Expression, { type: 'call' }> {
  if (value.type !== 'call' || !Object.hasOwn(parameters, value.callee.text) || taken.has(value.callee.text))
    return false;
  const type = parameters[value.callee.text].value;
  return type.type === 'family' && type.family().entries.has(value.callee.text);
}

function parameterNamed(
  { text, range }: { readonly text: string; readonly range: Range },
  callee: Callee,
  taken: ReadonlyMap<string, Expression>,
  problems: Problems,
): string | undefined {
  if (Object.hasOwn(callee.parameters, text)) return text;
  const guess = nearest(
    text,
    Object.keys(callee.parameters).filter((name) => !taken.has(name)),
  );
  problems.report('K022', range, `${callee.name} has no argument "${text}".`, {
    hint: guess ? `Did you mean ${guess}?` : argumentsOf(callee),
    fix: guess ? replacement(range, guess) : undefined,
  });
  return guess;
}

function argumentsOf({ name, parameters }: Callee): string {
  const names = Object.keys(parameters);
  return names.length > 0 ? `Its arguments are ${listed(names, 'and')}.` : `${name} takes no arguments.`;
}

function tooMany({ name }: Callee, names: readonly string[]): string {
  if (names.length === 0) return `${name} takes no arguments.`;
  return `${name} takes at most ${names.length} ${names.length === 1 ? 'argument' : 'arguments'}: ${listed(names, 'and')}.`;
}
