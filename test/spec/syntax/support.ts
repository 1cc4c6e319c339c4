/** Trees as short text, so that tests read as tables. */
import type { Problem } from '../../../src/spec/problem';
import type {
  Argument,
  Block,
  Directive,
  Expression,
  Name,
  Statement,
  SyntaxTree,
} from '../../../src/spec/syntax/tree';

/** `(+ 1 width)`, `relu`, `"text"`, `'json text'`, `f[1 name=2]`, `<28 28 1>`, `?` for missing. */
export function sketch(expression: Expression): string {
  switch (expression.type) {
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'text':
      return `'${expression.value}'`;
    case 'name':
      return expression.text;
    case 'list':
      return `[${expression.items.map(sketch).join(' ')}]`;
    case 'shape':
      return `<${expression.items.map(sketch).join(' ')}>`;
    case 'call':
      return `${expression.callee.text}${sketchArguments(expression.arguments)}`;
    case 'unary':
      return `(${expression.operator} ${sketch(expression.operand)})`;
    case 'binary':
      return `(${expression.operator} ${sketch(expression.left)} ${sketch(expression.right)})`;
    case 'missing':
      return '?';
  }
}

/** One line a parameter, directive and layer; bodies in braces. */
export function outline({ model }: SyntaxTree): string[] {
  if (!model) return ['no model'];
  return [
    `model ${model.name?.text ?? '(no name)'}`,
    ...model.parameters.map(({ name, value }) => `parameter ${name.text} ${sketch(value)}`),
    ...model.directives.map(sketchDirective),
    ...model.statements.map(sketchStatement),
  ];
}

/** `K007 «found text» Message` with `!` before warnings. */
export function listed(problems: readonly Problem[], source: string): string[] {
  return problems.map(
    ({ code, severity, message, range }) =>
      `${severity === 'error' ? '' : '!'}${code} «${source.slice(range.start, range.end)}» ${message}`,
  );
}

/** The source after a problem's fix. */
export function repaired(source: string, { fix }: Problem): string | undefined {
  return fix?.edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end), source);
}

/** Any tree without its ranges and source. */
export function withoutRanges(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRanges);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/^(?:range|wordRange|source)$/.test(key))
      .map(([key, inner]) => [key, withoutRanges(inner)]),
  );
}

/** Every `{ text, range }` of a tree. */
export function namesIn(value: unknown): Name[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(namesIn);
  return 'text' in value && 'range' in value ? [value as Name, ...inner] : inner;
}

/** Every range of a tree. */
export function rangesIn(value: unknown): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(rangesIn);
  return 'range' in value ? [value.range as { start: number; end: number }, ...inner] : inner;
}

function sketchArguments(given: readonly Argument[]): string {
  return `[${given.map(({ name, value }) => (name ? `${name.text}=` : '') + sketch(value)).join(' ')}]`;
}

function sketchDirective({ keyword, values, entries, allow }: Directive): string {
  const pairs = entries.map(({ name, value }) => ` ${name.text}=${sketch(value)}`).join('');
  return `${keyword.text}: ${values.map(sketch).join(' ')}${pairs}${sketchAllow(allow)}`;
}

function sketchStatement({ label, kind, arguments: given, blocks, allow }: Statement): string {
  const name = label ? `${label.text}=` : '';
  return `${name}${kind.text || '?'}${sketchArguments(given)}${blocks.map(sketchBlock).join('')}${sketchAllow(allow)}`;
}

function sketchBlock({ statements }: Block): string {
  return ` { ${statements.map(sketchStatement).join('; ')} }`;
}

function sketchAllow(allow: readonly Name[]): string {
  return allow.length === 0 ? '' : ` allow ${allow.map(({ text }) => text).join(' ')}`;
}
