import { json, list, object, printLayout, type Json } from './json-layout';
import { positionalKey } from './json-values';
import { inUsualOrder } from './print-arch';
import { isPath, printExpression, readsAsExpression } from './print-expression';
import type { Argument, Block, Directive, Expression, Model, Name, Statement, SyntaxTree } from './tree';

/**
 * The names of positional arguments in order, or the one name that all of them go by; undefined where there are none. `place` says what is
 * called: `layer`, or what the call is the value of, a directive (`init`) or an argument (`activation`).
 */
export type ParameterNames = (
  callee: string,
  place: string,
) => readonly string[] | { readonly all: string } | undefined;

/**
 * A tree of either syntax as `.arch.json` text. JSON has no comments, so they are lost; codes that a directive allows are allowed for
 * the whole model. Positional arguments of layers, and of calls that have named ones too, get their names from `parametersOf`;
 * without it they stay positional, under `"arguments"` where they stand beside named ones or a body.
 */
export function printJson({ model }: SyntaxTree, parametersOf: ParameterNames = () => undefined): string {
  return model ? `${printLayout(new JsonPrinter(parametersOf).model(model))}\n` : '';
}

type Members = readonly (readonly [string, Json])[];

class JsonPrinter {
  constructor(private readonly parametersOf: ParameterNames) {}

  model({ name, parameters, directives, statements }: Model): Json {
    const declared = object(parameters.map(({ name, value }) => [name.text, this.value(value)]));
    const members: Members = [
      ...(name ? [['model', json(name.text)] as const] : []),
      ...(parameters.length > 0 ? [['parameters', declared] as const] : []),
      ...this.directives(inUsualOrder(directives)),
      ['layers', this.layers(statements, 'expanded')],
    ];
    return object(members, 'expanded');
  }

  /** All of `expect` and all of `allow` share one key, whose value is a list. */
  private directives(directives: readonly Directive[]): Members {
    const valuesOf = (word: string) =>
      directives.filter(({ keyword }) => keyword.text === word).flatMap(({ values }) => values);
    const expected = valuesOf('expect').map(textJson);
    const allowed = [...valuesOf('allow').map(textJson), ...directives.flatMap(({ allow }) => codesJson(allow))];
    return [
      ...directives
        .filter(({ keyword }) => keyword.text !== 'expect' && keyword.text !== 'allow')
        .map((directive) => [directive.keyword.text, this.directive(directive)] as const),
      ...(expected.length > 0 ? [['expect', list(expected)] as const] : []),
      ...(allowed.length > 0 ? [['allow', list(allowed)] as const] : []),
    ];
  }

  private directive({ keyword, values, entries }: Directive): Json {
    const [only, ...others] = values;
    if (!only || others.length > 0) return list(values.map((value) => this.value(value)));
    if (keyword.text === 'input') return this.input(only);
    if (keyword.text !== 'weights') return this.value(only, keyword.text);
    const file = this.path(only);
    if (entries.length === 0) return file;
    const map = object(entries.map(({ name, value }) => [name.text, this.path(value)]));
    return object([
      ['file', file],
      ['map', map],
    ]);
  }

  /** A list is a shape there, so a list in the tree is written as text. */
  private input(value: Expression): Json {
    if (value.type === 'shape') return list(value.items.map((item) => this.value(item)));
    if (value.type === 'list') return textJson(value);
    return value.type === 'text' ? textJson(value) : list([this.value(value)]);
  }

  private layers(statements: readonly Statement[], layout?: 'expanded'): Json {
    return list(
      statements.map((statement) => this.layer(statement)),
      layout,
    );
  }

  private layer({ label, kind, arguments: given, blocks, allow }: Statement): Json {
    const named = this.named(given, kind.text, 'layer');
    return object([
      ...(label ? [['name', json(label.text)] as const] : []),
      [kind.text, this.arguments(named, kind.text, this.body(blocks))],
      ...(allow.length > 0 ? [['allow', list(codesJson(allow))] as const] : []),
    ]);
  }

  private body(blocks: readonly Block[]): Members {
    const bodies = blocks.map(({ statements }) => this.layers(statements));
    if (bodies.length > 1) return [['branches', list(bodies)]];
    return bodies.map((body) => ['layers', body] as const);
  }

  /** All arguments with names if every one has one, else as they are. */
  private named(given: readonly Argument[], callee: string, place: string): readonly Argument[] {
    const names = this.parametersOf(callee, place) ?? [];
    if ('all' in names) return gathered(given, names.all);
    let position = 0;
    const named = given.map((argument): Argument => {
      if (argument.name) return argument;
      const own = ownName(argument, names);
      const text = own ?? names[position];
      if (text === names[position]) position++;
      return text === undefined ? argument : { ...argument, name: { text, range: argument.range } };
    });
    return named.every(({ name }) => name) ? named : given;
  }

  private arguments(given: readonly Argument[], callee: string, body: Members = []): Json {
    const values = given.map(({ name, value }, position) =>
      isPath({ name, position, callee }) ? this.path(value) : this.value(value, name?.text),
    );
    const positional = values.filter((_, i) => !given[i]!.name);
    const named = given.flatMap(({ name }, i) => (name ? [[name.text, values[i]!] as const] : []));
    const members = [...named, ...body];
    if (members.length > 0) {
      return object([...(positional.length > 0 ? [[positionalKey, list(positional)] as const] : []), ...members]);
    }
    if (positional.length === 0) return object([]);
    // An object or a list alone would be read as the arguments themselves.
    return positional.length === 1 && typeof positional[0] === 'string' ? positional[0] : list(positional);
  }

  /** Numbers, flags, lists and calls as JSON has them, all else as text. */
  private value(value: Expression, place = ''): Json {
    switch (value.type) {
      case 'number':
      case 'boolean':
        return json(value.value);
      case 'unary':
        return value.operator === '-' && value.operand.type === 'number' ? `-${value.operand.value}` : textJson(value);
      case 'string':
        // Text that would be read as an expression keeps its quotes inside those of JSON.
        return json(value.value === '' || readsAsExpression(value.value) ? printExpression(value) : value.value);
      case 'list':
        return list(value.items.map((item) => this.value(item)));
      case 'call':
        return object([[value.callee.text, this.call(value.arguments, value.callee.text, place)]]);
      case 'missing':
        return json(null);
      default:
        return textJson(value);
    }
  }

  private call(given: readonly Argument[], callee: string, place: string): Json {
    const isMixed = given.some(({ name }) => name) && given.some(({ name }) => !name);
    return this.arguments(isMixed ? this.named(given, callee, place) : given, callee);
  }

  private path(value: Expression): Json {
    return value.type === 'string' ? json(value.value) : this.value(value);
  }
}

/** `prune(0.9)` is the argument `prune` wherever it stands. */
function ownName({ value }: Argument, names: readonly string[]): string | undefined {
  return value.type === 'call' && names.includes(value.callee.text) ? value.callee.text : undefined;
}

/** Positional arguments beside named ones as one argument, a list. */
function gathered(given: readonly Argument[], name: string): readonly Argument[] {
  const positional = given.filter((argument) => !argument.name);
  const [first] = positional;
  if (!first || positional.length === given.length) return given;
  const range = { start: first.range.start, end: positional.at(-1)!.range.end };
  const list: Expression = { type: 'list', items: positional.map(({ value }) => value), range };
  return [{ name: { text: name, range }, value: list, range }, ...given.filter((argument) => argument.name)];
}

function textJson(value: Expression): Json {
  return json(value.type === 'text' ? value.value : printExpression(value));
}

function codesJson(codes: readonly Name[]): Json[] {
  return codes.map(({ text }) => json(text));
}
