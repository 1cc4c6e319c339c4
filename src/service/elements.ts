/** What the parts of a specification's text are: the base of hovers. */
import { layers } from '../spec/catalogue/catalogue';
import { directives, expectationSubjects, type DirectiveEntry } from '../spec/catalogue/directives';
import type { Family, FamilyEntry } from '../spec/catalogue/family';
import type { Parameter, ValueType } from '../spec/catalogue/parameter';
import type { ExpectationSubject } from '../spec/architecture';
import { bindArguments, type Callee } from '../spec/elaborate/arguments';
import { readable } from '../spec/elaborate/expressions';
import { Problems } from '../spec/elaborate/problems';
import type { Range } from '../spec/problem';
import type { Argument, Directive, Expression, Model, Name, Statement, SyntaxTree } from '../spec/syntax/tree';

export type Element = { readonly range: Range } & (
  | { readonly type: 'model' }
  /** Kind or label of a statement. */
  | { readonly type: 'layer'; readonly statement: Statement }
  /** A layer named by its label, or in full where weights are assigned. */
  | { readonly type: 'reference'; readonly name: string }
  | { readonly type: 'directive'; readonly entry: DirectiveEntry }
  /** A parameter of the model, where it is declared or used. */
  | { readonly type: 'parameter'; readonly name: string; readonly declaration: boolean }
  | { readonly type: 'argument'; readonly callee: string; readonly name: string; readonly parameter: Parameter }
  /** An activation, an initialiser, a data source, … */
  | { readonly type: 'member'; readonly noun: string; readonly entry: FamilyEntry }
  | { readonly type: 'subject'; readonly subject: ExpectationSubject }
  | { readonly type: 'code'; readonly code: string }
);

/** The element at an offset, if any. */
export function elementAt(tree: SyntaxTree, offset: number): Element | undefined {
  for (const element of elementsOf(tree))
    if (element.range.start <= offset && offset < element.range.end) return element;
  return undefined;
}

/** Every element; where one lies inside another, the inner one comes first. */
export function* elementsOf({ model, source, syntax }: SyntaxTree): Generator<Element> {
  if (!model) return;
  yield* heading(model, source, syntax);
  const declared = new Set(model.parameters.map(({ name }) => name.text));
  const walk = new Walk(declared);
  for (const { name, value } of model.parameters) {
    yield { type: 'parameter', name: name.text, declaration: true, range: name.range };
    yield* walk.expression(value, number);
  }
  for (const directive of model.directives) yield* walk.directive(directive);
  yield* walk.statements(model.statements);
}

const number: ValueType = { type: 'number' };

/** The word `model` and the model's name. */
function* heading({ name, range }: Model, source: string, syntax: SyntaxTree['syntax']): Generator<Element> {
  if (name) yield { type: 'model', range: name.range };
  const word =
    syntax === 'arch'
      ? { start: range.start, end: range.start + 'model'.length }
      : keyBefore(source, name?.range.start ?? 0);
  if (word && source.slice(word.start, word.end) === 'model') yield { type: 'model', range: word };
}

/** The key of a JSON string, between its quotes. */
function keyBefore(source: string, valueStart: number): Range | undefined {
  const key = /"(\w+)"\s*:\s*"$/.exec(source.slice(Math.max(0, valueStart - 100), valueStart));
  if (!key) return undefined;
  const start = valueStart - key[0].length + 1;
  return { start, end: start + key[1].length };
}

class Walk {
  constructor(private readonly declared: ReadonlySet<string>) {}

  *statements(statements: readonly Statement[]): Generator<Element> {
    for (const statement of statements) {
      const { kind, label, blocks } = statement;
      const entry = layers.get(kind.text);
      yield* codes(statement.allow);
      if (label) yield { type: 'layer', statement, range: label.range };
      yield { type: 'layer', statement, range: kind.range };
      if (entry)
        yield* this.arguments(
          { name: entry.kind, parameters: entry.parameters, range: kind.range },
          statement.arguments,
        );
      for (const block of blocks) yield* this.statements(block.statements);
    }
  }

  *directive({ keyword, values, entries, allow, range }: Directive): Generator<Element> {
    yield* codes(allow);
    const entry = directives.get(keyword.text);
    if (!entry) return;
    for (const value of values)
      if (entry.value.type === 'codes') yield* codes(namesIn(value));
      else if (entry.value.type === 'expectation') yield* this.expectation(value);
      else yield* this.expression(value, entry.value);
    for (const { name } of entries) yield { type: 'reference', name: name.text, range: name.range };
    yield {
      type: 'directive',
      entry,
      range: { start: keyword.range.start, end: Math.max(keyword.range.end, range.end) },
    };
  }

  /** `type`: what may stand here. */
  *expression(written: Expression, type: ValueType): Generator<Element> {
    const expression = type.type === 'file' ? written : readable(written, new Problems());
    switch (expression.type) {
      case 'name':
        yield* this.name(expression, type);
        return;
      case 'call':
        yield* this.call(expression, type);
        return;
      case 'unary':
        yield* this.expression(expression.operand, number);
        return;
      case 'binary':
        yield* this.expression(expression.left, number);
        yield* this.expression(expression.right, number);
        return;
      case 'list':
      case 'shape':
        for (const item of expression.items) yield* this.expression(item, type);
    }
  }

  private *name({ text, range }: Name, type: ValueType): Generator<Element> {
    if (type.type === 'references') yield { type: 'reference', name: text, range };
    else if (type.type === 'family' && type.family().entries.has(text)) yield member(type.family(), text, range);
    else if (type.type !== 'choice' && this.declared.has(text))
      yield { type: 'parameter', name: text, declaration: false, range };
  }

  private *call(
    { callee, arguments: given }: Extract<Expression, { type: 'call' }>,
    type: ValueType,
  ): Generator<Element> {
    const family = type.type === 'family' ? type.family() : undefined;
    const entry = family?.entries.get(callee.text);
    if (!family || !entry) {
      for (const { value } of given) yield* this.expression(value, number);
      return;
    }
    yield member(family, callee.text, callee.range);
    yield* this.arguments({ name: entry.name, parameters: entry.parameters, range: callee.range }, given);
  }

  private *arguments(callee: Callee, given: readonly Argument[]): Generator<Element> {
    const bound = bindArguments(callee, given, new Problems());
    const names = new Map([...bound.values].map(([name, value]) => [value, name]));
    const references = Object.keys(callee.parameters).find(
      (name) => callee.parameters[name].value.type === 'references',
    );
    for (const argument of given) {
      const name = names.get(argument.value) ?? (bound.references.includes(argument.value) ? references : undefined);
      const parameter = name === undefined ? undefined : callee.parameters[name];
      if (name === undefined || !parameter) continue;
      const about = { type: 'argument', callee: callee.name, name, parameter } as const;
      if (argument.name) yield { ...about, range: argument.name.range };
      yield* this.expression(argument.value, parameter.value);
      yield { ...about, range: argument.value.range };
    }
  }

  private *expectation(written: Expression): Generator<Element> {
    const expression = readable(written, new Problems());
    if (expression.type === 'list') for (const item of expression.items) yield* this.expectation(item);
    if (expression.type !== 'binary') return;
    const { left, right } = expression;
    const subject = expectationSubjects.find((each) => left.type === 'name' && each === left.text);
    if (subject) yield { type: 'subject', subject, range: left.range };
    yield* this.expression(right, number);
  }
}

function member(family: Family, name: string, range: Range): Element {
  return { type: 'member', noun: family.noun, entry: family.entries.get(name)!, range };
}

function* codes(names: readonly Name[]): Generator<Element> {
  for (const { text, range } of names) yield { type: 'code', code: text, range };
}

/** Names in a list, in JSON each a text. */
function namesIn(written: Expression): readonly Name[] {
  const expression = readable(written, new Problems());
  if (expression.type === 'list') return expression.items.flatMap(namesIn);
  return expression.type === 'name' ? [expression] : [];
}
