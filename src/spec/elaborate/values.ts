/** From what was written to the value that the catalogue asks for. */
import type { Family, FamilyEntry } from '../catalogue/family';
import type { Parameter, ValueType } from '../catalogue/parameter';
import type { Argument, Expression, Name } from '../syntax/tree';
import { bindArguments, type Callee } from './arguments';
import { describe, readable } from './expressions';
import { listed, nearest } from './nearest';
import { replacement } from './problems';
import { readChoice, readFile, readFlag, readNumber, readShape, readSizes } from './scalars';
import type { Scope } from './scope';

export interface ReadSettings {
  /** A value for every parameter except references; defaults where something was wrong. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly references: readonly Name[];
  /** Every required parameter has a value. */
  readonly complete: boolean;
  /** Nothing that decides a shape was guessed. */
  readonly certain: boolean;
}

/** Arguments of a layer or of a family's entry, evaluated and defaulted. */
export function readSettings(callee: Callee, given: readonly Argument[], scope: Scope): ReadSettings {
  const bound = bindArguments(callee, given, scope.problems);
  const settings: Record<string, unknown> = {};
  const references: Name[] = [];
  let complete = true;
  let certain = bound.complete;
  for (const [name, parameter] of Object.entries(callee.parameters)) {
    const written = bound.values.get(name);
    const { value: type, presence } = parameter;
    if (type.type === 'references') {
      references.push(...readReferences(callee, written ? [written] : bound.references, scope));
      if (references.length >= type.minimum) continue;
      complete = false;
      if (bound.complete && bound.references.length === 0) reportMissing(callee, name, parameter, scope);
      continue;
    }
    const value = written && readValue(written, type, `${name} of ${callee.name}`, scope);
    if (written && value === undefined && type.type !== 'family' && type.type !== 'flag') certain = false;
    settings[name] = value ?? (presence.kind === 'default' ? presence.value : undefined);
    if (presence.kind !== 'required' || value !== undefined) continue;
    complete = false;
    if (!written && bound.complete) reportMissing(callee, name, parameter, scope);
  }
  return { settings, references, complete, certain: certain && complete };
}

/** Undefined with the reason reported. `what` names the place: "units of dense". */
export function readValue(written: Expression, type: ValueType, what: string, scope: Scope): unknown {
  if (written.type === 'missing') return undefined;
  switch (type.type) {
    case 'number':
      return readNumber(written, type, what, scope);
    case 'file':
      return readFile(written, what, scope);
    case 'flag':
      return readFlag(written, what, scope);
    case 'choice':
      return readChoice(written, type.choices, what, scope);
    case 'shape':
      return readShape(written, what, scope);
    case 'sizes':
      return readSizes(written, type, what, scope);
    case 'family':
      return readMember(written, type.family(), what, scope);
    case 'label':
      return readLabel(written, what, scope);
    case 'references':
      return undefined;
  }
}

/** `relu`, `leaky_relu(0.1)`; for a family with a shorthand also the bare number. */
function readMember<T>(written: Expression, family: Family<T>, what: string, scope: Scope): T | undefined {
  const expression = readable(written, scope.problems);
  if (expression.type === 'name' && !isShorthand(expression, family, scope))
    return readCall(expression, [], family, scope);
  if (expression.type === 'call' && !isShorthand(expression, family, scope))
    return readCall(
      { text: expression.callee.text, range: expression.callee.range },
      expression.arguments,
      family,
      scope,
    );
  if (family.shorthand && ['number', 'unary', 'binary', 'name', 'call'].includes(expression.type)) {
    const name = { text: family.shorthand, range: expression.range };
    return readCall(name, [{ value: expression, range: expression.range }], family, scope);
  }
  if (expression.type === 'missing') return undefined;
  scope.problems.report(
    'K026',
    expression.range,
    `${what} must be the name of ${article(family.noun)}, found ${describe(expression)}.`,
    {
      hint: entriesOf(family),
      fix:
        expression.type === 'string' && family.entries.has(expression.value)
          ? replacement(expression.range, expression.value)
          : undefined,
    },
  );
  return undefined;
}

function isShorthand(
  expression: Extract<Expression, { type: 'name' | 'call' }>,
  family: Family,
  scope: Scope,
): boolean {
  if (!family.shorthand) return false;
  return expression.type === 'name'
    ? scope.parameters.has(expression.text)
    : !family.entries.has(expression.callee.text);
}

function readCall<T>(name: Name, given: readonly Argument[], family: Family<T>, scope: Scope): T | undefined {
  const entry = family.entries.get(name.text) ?? guessEntry(name, family, scope);
  if (!entry) return undefined;
  const callee = { name: entry.name, parameters: entry.parameters, range: name.range };
  const { settings, complete } = readSettings(callee, given, scope);
  return complete ? entry.make(settings, scope.family) : undefined;
}

function guessEntry<T>({ text, range }: Name, family: Family<T>, scope: Scope): FamilyEntry<T> | undefined {
  const guess = nearest(text, family.entries.keys());
  scope.problems.report('K029', range, `There is no ${family.noun} "${text}".`, {
    hint: guess ? `Did you mean ${guess}?` : entriesOf(family),
    fix: guess ? replacement(range, guess) : undefined,
  });
  return guess === undefined ? undefined : family.entries.get(guess);
}

function entriesOf(family: Family): string {
  return `Choose one of ${listed(family.entries.keys())}.`;
}

function readLabel(written: Expression, what: string, { problems }: Scope): Name | undefined {
  const expression = readable(written, problems);
  if (expression.type === 'name') return { text: expression.text, range: expression.wordRange ?? expression.range };
  if (expression.type !== 'missing')
    problems.report('K026', expression.range, `${what} must be the label of a layer, found ${describe(expression)}.`, {
      hint: 'Write the label that stands before the layer, as in use(stem).',
    });
  return undefined;
}

function readReferences(callee: Callee, written: readonly Expression[], scope: Scope): Name[] {
  const expressions = written
    .map((one) => readable(one, scope.problems))
    .flatMap((one) => (one.type === 'list' ? one.items.map((item) => readable(item, scope.problems)) : [one]));
  return expressions.flatMap((expression) => {
    if (expression.type === 'name') return [{ text: expression.text, range: expression.range }];
    if (expression.type !== 'missing')
      scope.problems.report(
        'K026',
        expression.range,
        `${callee.name} takes labels of layers, found ${describe(expression)}.`,
        {
          hint: 'Write the label that stands before the layer, as in add(stem, branch).',
        },
      );
    return [];
  });
}

function reportMissing(callee: Callee, name: string, { documentation }: Parameter, { problems }: Scope): void {
  problems.report('K025', callee.range, `${callee.name} needs ${name}: ${documentation}.`, {
    hint: `Write ${callee.name}(…) with ${name} inside the parentheses.`,
  });
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
