/** Text edits on a specification, for fixes; the same call works in both syntaxes. */
import { dataSources } from './catalogue/data-sources';
import { layers } from './catalogue/catalogue';
import type { Parameters } from './catalogue/parameter';
import { insertJsonData, setJsonArgument, setJsonData } from './json-edits';
import type { TextEdit } from './problem';
import { readExpression } from './syntax/read-expression';
import type { Argument, Directive, Expression, Name, Statement, SyntaxTree } from './syntax/tree';

/**
 * Gives a layer an argument, whether it has it by name, by position, or not at all. `valueText` is an expression as `.arch` writes it:
 * `false`, `2 * width`, `1 / sqrt(8)`. No edits for a layer the catalogue does not know.
 */
export function setArgument(tree: SyntaxTree, statement: Statement, name: string, valueText: string): TextEdit[] {
  const parameters = layers.get(statement.kind.text)?.parameters;
  if (!parameters) return [];
  return tree.syntax === 'json'
    ? setJsonArgument(tree.source, statement.kind.range.start, parameters, name, valueText)
    : setArchArgument(tree.source, statement.kind, statement.arguments, parameters, name, valueText);
}

/** Gives the model's data an argument (`whiten`, `true`); a model without a data directive gets one after its input. */
export function setDataArgument(tree: SyntaxTree, name: string, valueText: string): TextEdit[] {
  const directives = tree.model?.directives ?? [];
  const data = directives.find(({ keyword }) => keyword.text === 'data');
  const input = directives.find(({ keyword }) => keyword.text === 'input');
  if (data) return setInData(tree, data, name, valueText);
  if (!input) return [];
  return tree.syntax === 'json'
    ? insertJsonData(tree.source, input.keyword.range.start, 'gaussian', name, valueText)
    : [insertion(input.range.end, `${lineBreak(tree.source, input)}data gaussian(${name}: ${valueText})`)];
}

function setInData({ source, syntax }: SyntaxTree, data: Directive, name: string, valueText: string): TextEdit[] {
  const [value] = data.values;
  if (!value) return [];
  if (syntax === 'arch') return setInCall(source, value, name, valueText);
  if (value.type !== 'text' || !value.value.includes('('))
    return setJsonData(source, data.keyword.range.start, name, valueText);
  const inside = readExpression(value.value, value.range.start + 1).value;
  return inside ? setInCall(source, inside, name, JSON.stringify(valueText).slice(1, -1)) : [];
}

function setInCall(source: string, value: Expression, name: string, valueText: string): TextEdit[] {
  const callee = value.type === 'call' ? value.callee : value.type === 'name' ? value : undefined;
  const parameters = callee && dataSources.entries.get(callee.text)?.parameters;
  if (!callee || !parameters) return [];
  return setArchArgument(source, callee, value.type === 'call' ? value.arguments : [], parameters, name, valueText);
}

function setArchArgument(
  source: string,
  callee: Name,
  given: readonly Argument[],
  parameters: Parameters,
  name: string,
  valueText: string,
): TextEdit[] {
  const positional = given.filter((argument) => !argument.name);
  const present =
    given.find((argument) => argument.name?.text === name) ?? positional[Object.keys(parameters).indexOf(name)];
  if (present) return [{ range: present.value.range, newText: valueText }];
  const last = given.at(-1);
  if (last) return [insertion(last.range.end, `, ${name}: ${valueText}`)];
  const parenthesis = /^\s*\(/.exec(source.slice(callee.range.end));
  return parenthesis
    ? [insertion(callee.range.end + parenthesis[0].length, `${name}: ${valueText}`)]
    : [insertion(callee.range.end, `(${name}: ${valueText})`)];
}

/** A new line with the indentation of the directive's. */
function lineBreak(source: string, { range }: Directive): string {
  const lineStart = source.lastIndexOf('\n', range.start - 1) + 1;
  const indentation = /^[ \t]*/.exec(source.slice(lineStart, range.start))?.[0] ?? '';
  return `\n${indentation}`;
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}
