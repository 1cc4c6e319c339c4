import type { Severity } from '../../spec/problem';
import type { Diagnostic } from '../diagnostic';
import { formatNumber } from '../numbers';
import type { Fix } from '../report';
import type { Outcome } from '../outcome';
import { placeAt } from '../source-text';
import type { Canvas, Colour } from './canvas';
import { excerpt } from './excerpt';
import { visible } from './text-width';

/** What a message is about: the file's name and text. */
type Subject = Pick<Outcome, 'file' | 'source'>;

const colours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** `file:line:column: severity K012: sentence`, the line it is about with carets, related places, hint, fixes and the rule's page. */
export function message(diagnostic: Diagnostic, about: Subject, canvas: Canvas): readonly string[] {
  const { paint } = canvas;
  const colour = colours[diagnostic.severity];
  const note = (label: string, text: string) => `  ${paint('dim', `${label}:`)} ${visible(text)}`;
  return [
    messageLine(diagnostic, about, canvas),
    ...excerpt(about.source, diagnostic.range, canvas, colour),
    ...diagnostic.related.map(({ message: text, range }) => note('see', `${place(about, range.start)}: ${text}`)),
    ...(diagnostic.hint === null ? [] : [note('hint', diagnostic.hint)]),
    ...diagnostic.fixes.map((fix) => note('fix', `${fix.title}${gain(fix)}`)),
    note('page', `kappa explain ${diagnostic.code}`),
  ];
}

/** The first line alone. */
export function messageLine(
  { code, severity, message: text, range }: Diagnostic,
  about: Subject,
  { paint }: Canvas,
): string {
  const colour = colours[severity];
  return `${paint('bold', place(about, range.start))}: ${paint(colour, `${severity} ${code}`)}: ${visible(text)}`;
}

/** `file:line:column`. */
function place({ file, source }: Subject, offset: number): string {
  const { line, column } = placeAt(source, offset);
  return `${visible(file)}:${line}:${column}`;
}

function gain({ predicted, measured }: Fix): string {
  if (measured !== null) return ` (kappa ${formatNumber(measured)}, measured)`;
  return predicted === null ? '' : ` (kappa about ${formatNumber(predicted)}, predicted)`;
}
