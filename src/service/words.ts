/** Every word of a specification that names something, with what the language expects where it stands. */
import { layers } from '../spec/catalogue/catalogue';
import { directives, type DirectiveEntry } from '../spec/catalogue/directives';
import type { Family } from '../spec/catalogue/family';
import type { ValueType } from '../spec/catalogue/parameter';
import { readable } from '../spec/elaborate/expressions';
import { LabelScope } from '../spec/elaborate/labels';
import { Problems } from '../spec/elaborate/problems';
import type { Argument, Directive, Expression, Name, Statement, SyntaxTree } from '../spec/syntax/tree';
import { bindCall, type Call, type Callable } from './calls';

export type Expected =
  | ValueType
  | { readonly type: 'subject' }
  /** Of an argument that nobody knows. */
  | { readonly type: 'unknown' };

export interface Word extends Name {
  readonly role:
    | 'model'
    /** Where a parameter of the model, or the label of a layer, is declared. */
    | 'parameter'
    | 'label'
    | 'directive'
    | 'kind'
    /** The name before the colon of an argument. */
    | 'argument'
    | 'value'
    /** What a call in a value calls. */
    | 'callee'
    /** A layer's full name, where weights are assigned. */
    | 'layerName'
    | 'code';
  /** Of values and callees. */
  readonly expected?: Expected;
  /** Where the parameter or label meant by a value is declared. */
  readonly target?: Name;
  /** Parameters declared so far. */
  readonly parameters: readonly Name[];
  /** Labels within reach, where a layer is expected; to be asked before the next word is. */
  readonly labels?: () => readonly string[];
  /** The innermost call around it. */
  readonly call?: Call;
  /** Whether it is all that a positional argument consists of. */
  readonly alone?: boolean;
}

/** In the order of the tree; words inside the strings of JSON included. */
export function* wordsOf({ model }: SyntaxTree): Generator<Word> {
  if (!model) return;
  if (model.name) yield { ...model.name, role: 'model', parameters: [] };
  const parameters: Name[] = [];
  for (const { name, value } of model.parameters) {
    yield { ...name, role: 'parameter', parameters: [] };
    yield* wordsOfValue(value, { type: 'number' }, [...parameters]);
    parameters.push(name);
  }
  const walk = new Walk(parameters);
  for (const directive of model.directives) yield* walk.directive(directive);
  yield* walk.statements(model.statements, new LabelScope());
}

/** The words of one value, for example that of a JSON string. */
export function wordsOfValue(
  value: Expression,
  expected: Expected,
  parameters: readonly Name[],
  labels: LabelScope<Statement> = new LabelScope(),
  call?: Call,
): Generator<Word> {
  return new Walk(parameters).value(value, { expected, labels, call });
}

type NameExpression = Extract<Expression, { type: 'name' }>;

interface Surroundings {
  readonly expected: Expected;
  readonly labels: LabelScope<Statement>;
  readonly call?: Call;
}

class Walk {
  private readonly declared: ReadonlyMap<string, Name>;

  constructor(private readonly parameters: readonly Name[]) {
    this.declared = new Map(parameters.toReversed().map((name) => [name.text, name]));
  }

  *statements(statements: readonly Statement[], labels: LabelScope<Statement>): Generator<Word> {
    for (const statement of statements) {
      const { label, kind, blocks } = statement;
      yield* this.codes(statement.allow);
      if (label) yield { ...label, role: 'label', parameters: this.parameters };
      yield { ...kind, role: 'kind', parameters: this.parameters };
      const entry = layers.get(kind.text);
      yield* this.arguments(entry && { name: entry.kind, ...entry }, kind, statement.arguments, labels);
      for (const block of blocks) yield* this.statements(block.statements, labels.inside(label?.text, kind.text));
      if (label) labels.add(label.text, statement);
    }
  }

  *directive({ keyword, values, entries, allow }: Directive): Generator<Word> {
    yield* this.codes(allow);
    yield { ...keyword, role: 'directive', parameters: this.parameters };
    const expects = directives.get(keyword.text)?.value;
    for (const value of values) yield* this.directiveValue(value, expects);
    for (const { name } of entries) yield { ...name, role: 'layerName', parameters: this.parameters };
  }

  *value(written: Expression, around: Surroundings): Generator<Word> {
    const { expected } = around;
    const expression = expected.type === 'file' ? written : readable(written, new Problems());
    switch (expression.type) {
      case 'name':
        yield this.name(expression, around);
        return;
      case 'call':
        yield* this.call(expression, around);
        return;
      case 'unary':
        yield* this.value(expression.operand, number(around));
        return;
      case 'binary':
        yield* this.value(expression.left, expected.type === 'subject' ? around : number(around));
        yield* this.value(expression.right, number(around));
        return;
      case 'list':
      case 'shape':
        for (const item of expression.items) yield* this.value(item, holdsSizes(expected) ? number(around) : around);
    }
  }

  private *directiveValue(value: Expression, expects: DirectiveEntry['value'] | undefined): Generator<Word> {
    const labels = new LabelScope<Statement>();
    if (expects?.type === 'codes') yield* this.codes(namesIn(value));
    else if (expects?.type === 'expectation') yield* this.value(value, { expected: { type: 'subject' }, labels });
    else yield* this.value(value, { expected: expects ?? { type: 'unknown' }, labels });
  }

  private name({ text, range: whole, wordRange }: NameExpression, { expected, labels, call }: Surroundings): Word {
    const range = wordRange ?? whole;
    const word: Word = { text, range, role: 'value', expected, parameters: this.parameters, ...(call && { call }) };
    if (isLabel(expected)) {
      const use = expected.type === 'label' ? 'layer' : 'output';
      return { ...word, target: labels.find(text, use)?.label, labels: () => labels.visible(use) };
    }
    const isWord = expected.type === 'sizes' && expected.words.includes(text);
    return { ...word, target: takesNumber(expected) && !isWord ? this.declared.get(text) : undefined };
  }

  private *call(
    { callee, arguments: given }: Extract<Expression, { type: 'call' }>,
    { expected, labels, call }: Surroundings,
  ): Generator<Word> {
    const family = expected.type === 'family' ? expected.family() : undefined;
    yield { ...callee, role: 'callee', expected, parameters: this.parameters, ...(call && { call }) };
    const entry = family?.entries.get(callee.text);
    if (entry || !takesNumber(expected)) yield* this.arguments(entry, callee, given, labels);
    else for (const { value } of given) yield* this.value(value, { expected: { type: 'number' }, labels, call });
  }

  private *arguments(
    callable: Callable | undefined,
    { range }: Name,
    given: readonly Argument[],
    labels: LabelScope<Statement>,
  ): Generator<Word> {
    const bound = callable && bindCall(callable, range, given);
    for (const argument of given) {
      const call = bound?.(argument);
      const around = { parameters: this.parameters, ...(call && { call }) };
      if (argument.name) yield { ...argument.name, role: 'argument', ...around };
      const expected = call?.parameter?.value ?? ({ type: 'unknown' } as const);
      for (const word of this.value(argument.value, { expected, labels, call }))
        yield argument.name || word.range !== argument.value.range ? word : { ...word, alone: true };
    }
  }

  private *codes(names: readonly Name[]): Generator<Word> {
    for (const name of names) yield { ...name, role: 'code', parameters: this.parameters };
  }
}

/** Where the label of a layer can stand. */
export function isLabel({ type }: Expected): boolean {
  return type === 'references' || type === 'label';
}

function number(around: Surroundings): Surroundings {
  return { ...around, expected: { type: 'number' } };
}

function holdsSizes({ type }: Expected): boolean {
  return type === 'shape' || type === 'sizes';
}

/** Where a parameter of the model can stand. */
function takesNumber(expected: Expected): boolean {
  if (expected.type === 'family') return isNumberShorthand(expected.family());
  return ['number', 'shape', 'sizes', 'unknown'].includes(expected.type);
}

function isNumberShorthand({ shorthand }: Family): boolean {
  return shorthand !== undefined;
}

/** Names in a list, in JSON each a text. */
function namesIn(written: Expression): readonly Name[] {
  const expression = readable(written, new Problems());
  if (expression.type === 'list') return expression.items.flatMap(namesIn);
  return expression.type === 'name' ? [expression] : [];
}
