import { escapeMarkdown } from '../../report/markdown-text';
import { formatNumber } from '../../report/numbers';
import { placeAt } from '../../report/source-text';
import type { Range } from '../../spec/problem';
import type { SpecificationDocument } from '../document';
import { findNames } from '../names';

/** A parameter of the model: its value, and the lines that use it. */
export function parameterMarkdown(document: SpecificationDocument, name: string): string {
  const { text, specification } = document;
  const { tree, architecture, draft } = specification;
  const value = (architecture ?? draft)?.parameters.find((parameter) => parameter.name === name)?.value;
  const declared = tree.model?.parameters.find((parameter) => parameter.name.text === name)?.value;
  const computed = declared && declared.type !== 'number' ? `, from \`${written(text, declared.range)}\`` : '';
  const uses = findNames(document).filter(
    ({ kind, text: used, range, declaration }) => kind === 'parameter' && used === name && range !== declaration,
  );
  const lines = [...new Set(uses.map(({ range }) => placeAt(text, range.start).line))].sort((a, b) => a - b);
  const shown = escapeMarkdown(name);
  const heading = value === undefined ? `**${shown}**` : `**${shown}** = ${formatNumber(value)}${computed}`;
  return `${heading}\n\nParameter of the model, ${usage(lines)}.`;
}

function usage(lines: readonly number[]): string {
  if (lines.length === 0) return 'used nowhere';
  return `used in ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}

function written(text: string, { start, end }: Range): string {
  return text.slice(start, end).replace(/^"|"$/g, '');
}
