import type { Severity } from '../../spec/problem';
import type { Diagnostic } from '../diagnostic';
import { formatNumber } from '../numbers';
import type { Fix } from '../report';
import type { SourceText } from '../source-text';
import type { Canvas, Colour } from './canvas';
import { excerpt } from './excerpt';
import { visible } from './text-width';

const colours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** `file:line:column: severity K012: sentence`, the line it is about with carets, related places, hint, fixes and the rule's page. */
export function message(diagnostic: Diagnostic, file: string, source: SourceText, canvas: Canvas): readonly string[] {
  const { paint } = canvas;
  const colour = colours[diagnostic.severity];
  const note = (label: string, text: string) => `  ${paint('dim', `${label}:`)} ${visible(text)}`;
  return [
    messageLine(diagnostic, file, source, canvas),
    ...excerpt(source, diagnostic.range, canvas, colour),
    ...diagnostic.related.map(({ message: text, range }) =>
      note('see', `${place(file, source, range.start)}: ${text}`),
    ),
    ...(diagnostic.hint === null ? [] : [note('hint', diagnostic.hint)]),
    ...diagnostic.fixes.map((fix) => note('fix', `${fix.title}${gain(fix)}`)),
    note('page', `kappa explain ${diagnostic.code}`),
  ];
}

/** The first line alone. */
export function messageLine(
  { code, severity, message: text, range }: Diagnostic,
  file: string,
  source: SourceText,
  { paint }: Canvas,
): string {
  const colour = colours[severity];
  return `${paint('bold', place(file, source, range.start))}: ${paint(colour, `${severity} ${code}`)}: ${visible(text)}`;
}

/** `file:line:column`. */
export function place(file: string, source: SourceText, offset: number): string {
  const { line, column } = source.locate(offset);
  return `${visible(file)}:${line}:${column}`;
}

function gain({ predicted, measured }: Fix): string {
  if (measured !== null) return ` (kappa ${formatNumber(measured)}, measured)`;
  return predicted === null ? '' : ` (kappa about ${formatNumber(predicted)}, predicted)`;
}
