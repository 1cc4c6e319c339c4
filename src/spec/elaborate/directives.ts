/** Statements about the model as a whole, read against their catalogue. */
import type {
  Architecture,
  BiasInitialiser,
  Data,
  DataSource,
  FileReference,
  Initialiser,
  Loss,
  Shape,
} from '../architecture';
import { defaultData, type DataDescription } from '../catalogue/data-sources';
import { directives, type DirectiveEntry } from '../catalogue/directives';
import { defaultBiases, defaultInitialiser } from '../catalogue/initialisers';
import type { Range } from '../problem';
import type { Directive, Expression, Model, SyntaxTree } from '../syntax/tree';
import { readExpectation } from './expectations';
import { describe, readable } from './expressions';
import { listed, nearest } from './nearest';
import { replacement } from './problems';
import { readCodes } from './rule-codes';
import type { Scope } from './scope';
import { readValue } from './values';

export interface ModelSettings extends Pick<
  Architecture,
  'layout' | 'data' | 'loss' | 'seeds' | 'expectations' | 'allow'
> {
  /** Undefined when missing or unreadable; reported. */
  readonly input?: Shape;
  readonly init: Initialiser;
  readonly biases: BiasInitialiser;
  readonly weights?: { readonly file: FileReference; readonly directive: Directive };
  readonly lossRange: Range;
}

export interface DirectiveOverrides {
  readonly seed?: number;
  readonly samples?: number;
}

/** `nameRange` is where problems without a place of their own are shown. */
export function readDirectives(
  tree: SyntaxTree,
  model: Model,
  nameRange: Range,
  overrides: DirectiveOverrides,
  scope: Scope,
): ModelSettings {
  const found = collect(model, scope);
  const valueOf = <T>(keyword: string): T | undefined => {
    const directive = found.get(keyword)?.[0];
    const entry = directives.get(keyword);
    return directive && entry && (readSingle(directive, entry, scope) as T | undefined);
  };
  const rangeOf = (keyword: string) => found.get(keyword)?.[0].range;
  const data = found.get('data')?.[0];
  if (!found.has('input'))
    scope.problems.report('K036', nameRange, 'The model does not say what its input is.', {
      hint: 'Add input with the shape of one sample, as in input 784 or input 28x28x1.',
    });
  const init = valueOf<Initialiser>('init') ?? defaultInitialiser;
  const file = valueOf<FileReference>('weights');
  const weights = found.get('weights')?.[0];
  return {
    input: valueOf<Shape>('input'),
    layout: valueOf('layout') ?? 'channels_last',
    data: {
      ...withSamples(valueOf<DataDescription>('data') ?? defaultData, overrides.samples),
      range: data ? headOf(data) : (rangeOf('input') ?? nameRange),
    },
    loss: valueOf<Loss>('loss') ?? 'mse',
    lossRange: rangeOf('loss') ?? nameRange,
    init: { ...init, seed: overrides.seed ?? init.seed },
    biases: valueOf<BiasInitialiser>('biases') ?? defaultBiases,
    seeds: valueOf<number>('seeds') ?? 1,
    ...(file && weights && { weights: { file, directive: weights } }),
    expectations: items(found.get('expect'), scope).flatMap(
      (value) => readExpectation(value, tree.source, scope) ?? [],
    ),
    allow: allowed(model, found.get('allow'), scope),
  };
}

/** The keyword and the name of what it takes, without the arguments, which may fill many lines. */
function headOf({ keyword, values: [value], range }: Directive): Range {
  return value?.type === 'call' ? { start: keyword.range.start, end: value.callee.range.end } : range;
}

/** By keyword, in order; second ones of those that may stand only once are reported and dropped. */
function collect(model: Model, { problems }: Scope): ReadonlyMap<string, readonly Directive[]> {
  const found = new Map<string, Directive[]>();
  for (const directive of model.directives) {
    const { text, range } = directive.keyword;
    const entry = directives.get(text);
    const earlier = found.get(text);
    if (!entry) {
      const guess = nearest(text, directives.keys());
      problems.report('K038', range, `There is no directive "${text}".`, {
        hint: guess ? `Did you mean ${guess}?` : `Directives are ${listed(directives.keys(), 'and')}.`,
        fix: guess ? replacement(range, guess) : undefined,
      });
    } else if (!earlier) found.set(text, [directive]);
    else if (entry.repeatable) earlier.push(directive);
    else
      problems.report('K037', range, `${text} is given twice.`, {
        hint: 'Keep one of them.',
        related: [{ message: 'Given here first.', range: earlier[0].range }],
      });
  }
  return found;
}

function readSingle(directive: Directive, { keyword, value: type, example }: DirectiveEntry, scope: Scope): unknown {
  if (type.type === 'codes' || type.type === 'expectation') return undefined;
  const [value, ...others] = directive.values;
  if (value === undefined || others.length > 0) {
    const where = others.length > 0 ? others[0].range : directive.keyword.range;
    scope.problems.report('K039', where, `${keyword} takes one value.`, { hint: `Write ${example}.` });
  }
  return value && readValue(value, type, keyword, scope);
}

/** Values of repeatable directives, lists taken apart. */
function items(found: readonly Directive[] | undefined, { problems }: Scope): Expression[] {
  return (found ?? []).flatMap((directive) => {
    if (directive.values.length === 0)
      problems.report('K039', directive.keyword.range, `${directive.keyword.text} needs a value.`, {
        hint: `Write ${directives.get(directive.keyword.text)?.example}.`,
      });
    return directive.values.flatMap((value) => (value.type === 'list' ? value.items : [value]));
  });
}

function allowed(model: Model, found: readonly Directive[] | undefined, scope: Scope): Architecture['allow'] {
  const written = items(found, scope).flatMap((value) => {
    const expression = readable(value, scope.problems);
    if (expression.type === 'name') return [{ text: expression.text, range: expression.range }];
    if (expression.type !== 'missing')
      scope.problems.report('K049', expression.range, `allow takes rule codes, found ${describe(expression)}.`, {
        hint: 'A code is K and three digits, as in K203.',
      });
    return [];
  });
  return readCodes([...written, ...model.directives.flatMap(({ allow }) => allow)], scope.problems);
}

/** Targets of a file are as many as the samples. */
function withSamples(data: DataDescription, samples: number | undefined): Omit<Data, 'range'> {
  if (samples === undefined) return data;
  const source: DataSource =
    'samples' in data.source ? { ...data.source, samples } : { ...data.source, limit: samples };
  const { targets } = data;
  return { ...data, source, ...(targets && 'file' in targets && { targets: { ...targets, limit: samples } }) };
}
