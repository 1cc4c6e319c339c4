/** The model's parameters: declarations in order, each seeing the ones before it, and values set from outside. */
import type { Architecture } from '../architecture';
import type { Model, ParameterDeclaration } from '../syntax/tree';
import type { Range } from '../problem';
import { evaluate, reservedWords } from './arithmetic';
import { listed, nearest } from './nearest';
import type { Problems } from './problems';
import type { Scope } from './scope';

export interface EvaluatedParameters {
  /** Undefined for one whose value has a problem. */
  readonly byName: ReadonlyMap<string, number | undefined>;
  readonly list: Architecture['parameters'];
}

/** A declaration is checked even where an override replaces its value. */
export function evaluateParameters(
  model: Model,
  overrides: Readonly<Record<string, number>>,
  nameRange: Range,
  problems: Problems,
): EvaluatedParameters {
  const byName = new Map<string, number | undefined>();
  const ranges = new Map<string, Range>();
  for (const declaration of model.parameters) {
    const { text, range } = declaration.name;
    if (!isFree(declaration, ranges, problems)) continue;
    const written = evaluate(declaration.value, { parameters: byName, family: { seed: 1 }, problems } satisfies Scope);
    const override = Object.hasOwn(overrides, text) ? overrides[text] : undefined;
    byName.set(text, override !== undefined && Number.isFinite(override) ? override : written);
    ranges.set(text, range);
  }
  checkOverrides(overrides, [...ranges.keys()], nameRange, problems);
  const list = [...byName].flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, range: ranges.get(name) ?? nameRange }],
  );
  return { byName, list };
}

function isFree({ name }: ParameterDeclaration, taken: ReadonlyMap<string, Range>, problems: Problems): boolean {
  const earlier = taken.get(name.text);
  if (earlier)
    problems.report('K031', name.range, `The parameter ${name.text} is declared twice.`, {
      hint: 'Rename or remove one of them.',
      related: [{ message: 'Declared here first.', range: earlier }],
    });
  else if (reservedWords.has(name.text))
    problems.report('K031', name.range, `${name.text} is a word of the language and cannot name a parameter.`, {
      hint: 'Choose another name.',
    });
  else return true;
  return false;
}

function checkOverrides(
  overrides: Readonly<Record<string, number>>,
  declared: readonly string[],
  nameRange: Range,
  problems: Problems,
): void {
  const unusable: string[] = [];
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(overrides)) {
    if (!declared.includes(name)) unknown.push(name);
    else if (!Number.isFinite(value)) unusable.push(`${name} = ${value}`);
  }
  if (unknown.length > 0) {
    const guesses = unknown.map((name) => nearest(name, declared)).filter((guess) => guess !== undefined);
    problems.report(
      'K034',
      nameRange,
      `The model has no parameter ${listed(unknown.map((name) => `"${name}"`))} to set.`,
      {
        hint:
          guesses.length > 0
            ? `Did you mean ${listed(new Set(guesses), 'and')}?`
            : declared.length > 0
              ? `Its parameters are ${listed(declared, 'and')}.`
              : 'It declares no parameters.',
      },
    );
  }
  if (unusable.length > 0)
    problems.report(
      'K035',
      nameRange,
      `A parameter must be a finite number, but ${listed(unusable, 'and')} was asked for.`,
    );
}
