/** Text edits that write what is missing; in both syntaxes. */
import { modify } from 'jsonc-parser';
import type { Parameters } from './catalogue/parameter';
import { setJsonArgument } from './json-edits';
import type { Range, TextEdit } from './problem';
import type { SyntaxTree } from './syntax/tree';

/** Gives a call its first argument. `callee`: where its name stands, in JSON a key or inside a text. */
export function insertFirstArgument(
  { source, syntax }: SyntaxTree,
  callee: Range,
  parameters: Parameters,
  valueText: string,
): TextEdit[] {
  const [name] = Object.keys(parameters);
  if (syntax === 'json' && /^"\s*:/.test(source.slice(callee.end)))
    return setJsonArgument(source, callee.start, parameters, name, valueText);
  const written = syntax === 'json' ? JSON.stringify(valueText).slice(1, -1) : valueText;
  const [opening, next] = /^\s*\(\s*(.?)/.exec(source.slice(callee.end)) ?? [];
  if (opening === undefined) return [insertion(callee.end, `(${written})`)];
  const separator = next === ')' || next === '' ? '' : ', ';
  return [insertion(callee.end + opening.length - (next?.length ?? 0), written + separator)];
}

/** Says what the model's input is: the first directive, on a line of its own unless the model is written on one. */
export function insertInput({ source, syntax, model }: SyntaxTree, shape: string): TextEdit[] {
  if (!model) return [];
  if (syntax === 'json') return insertJsonInput(source, shape);
  const header = model.parameters.at(-1)?.range.end ?? model.name?.range.end ?? model.range.start;
  const brace = source.indexOf('{', header);
  if (brace < 0) return [];
  const [, indentation] = /^[^\S\r\n]*\r?\n([ \t]*)/.exec(source.slice(brace + 1)) ?? [];
  return [
    insertion(brace + 1, indentation === undefined ? ` input ${shape}\n` : `\n${indentation || '  '}input ${shape}`),
  ];
}

function insertJsonInput(source: string, shape: string): TextEdit[] {
  const edits = modify(source, ['input'], shape.split('x').map(Number), {
    getInsertionIndex: (keys) =>
      1 + Math.max(keys.indexOf('model'), keys.indexOf('parameters'), keys.indexOf('$schema')),
    ...(source.includes('\n') && { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } }),
  });
  return edits.map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}
