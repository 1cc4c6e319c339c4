import { directiveWords } from './directives';
import { formatArch } from './format';
import { printArguments, printExpression, printKey, printText } from './print-expression';
import type { Block, Directive, Model, Name, ParameterDeclaration, Statement, SyntaxTree } from './tree';

/**
 * A tree of either syntax as `.arch` text in its usual layout, directives in their usual order. Comments are not part of a tree and
 * are lost; codes of `kappa-ignore` become `allow`.
 */
export function printArch({ model }: SyntaxTree): string {
  return model ? formatArch(printModel(model)).value : '';
}

/** Directives in the order of canonical text. */
export function inUsualOrder(directives: readonly Directive[]): Directive[] {
  return [...directives].sort((a, b) => rank(a) - rank(b));
}

const words: readonly string[] = directiveWords;

function rank({ keyword }: Directive): number {
  return words.indexOf(keyword.text);
}

function printModel({ name, parameters, directives, statements }: Model): string {
  const given = parameters.length === 0 ? '' : `(${parameters.map(printParameter).join(', ')})`;
  const head = `model ${name?.text ?? ''}${given} {`;
  const body = [...inUsualOrder(directives).map(printDirective), '', ...statements.map(printStatement)];
  return [head, ...body, '}'].join('\n');
}

function printParameter({ name, value }: ParameterDeclaration): string {
  return `${name.text} = ${printExpression(value)}`;
}

function printDirective({ keyword, values, entries, allow }: Directive): string {
  const print = keyword.text === 'weights' ? printText : printExpression;
  const pairs = entries.map(({ name, value }) => `${printKey(name.text)}: ${printText(value)}`);
  const map = pairs.length === 0 ? '' : ` { ${pairs.join(', ')} }`;
  return `${keyword.text} ${values.map(print).join(', ')}${map}${printAllow(allow)}`;
}

function printStatement({ label, kind, arguments: given, blocks, allow }: Statement): string {
  const head = `${label ? `${label.text}: ` : ''}${kind.text}`;
  // `use: flatten` without parentheses would apply a layer called flatten.
  const isBare = given.length === 0 && label?.text !== 'use';
  const list = isBare ? '' : `(${printArguments(given, kind.text)})`;
  return `${head}${list}${printBlocks(blocks)}${printAllow(allow)}`;
}

function printBlocks(blocks: readonly Block[]): string {
  if (blocks.length === 0) return '';
  const bodies = blocks.map(({ statements }) => ` {\n${statements.map(printStatement).join('\n')}\n}`);
  return bodies.length === 1 ? bodies[0]! : ` {\n${bodies.join('\n')}\n}`;
}

function printAllow(allow: readonly Name[]): string {
  return allow.length === 0 ? '' : ` allow ${allow.map(({ text }) => text).join(', ')}`;
}
