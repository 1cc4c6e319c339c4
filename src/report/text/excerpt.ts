import type { Range } from '../../spec/problem';
import { lineAround, placeAt } from '../source-text';
import type { Canvas, Colour } from './canvas';
import { textWidth, visible } from './text-width';

/**
 * The line a range starts on with carets under the range; a long line is shown in part, a range of several lines to its first line's
 * end.
 */
export function excerpt(source: string, range: Range, { width, paint }: Canvas, colour: Colour): readonly string[] {
  const { line, column } = placeAt(source, range.start);
  const text = lineAround(source, range.start);
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const room = width - number.length - 5;
  const from = windowStart(text, column - 1, room);
  const before = shown(text.slice(from, column - 1));
  const marked = shown(
    text.slice(column - 1, Math.max(column - 1, Math.min(text.length, column - 1 + range.end - range.start))),
  );
  const after = shown(text.slice(column - 1 + Math.max(0, range.end - range.start)));
  const lead = from > 0 ? '…' : '';
  const whole = `${lead}${before}${marked}${after}`;
  const cut = [...whole].length > room ? `${[...whole].slice(0, room - 1).join('')}…` : whole;
  const indent = textWidth(`${lead}${before}`);
  const carets = '^'.repeat(Math.max(1, Math.min(textWidth(marked), room - indent)));
  return [
    ` ${paint('dim', `${number} |`)} ${cut.trimEnd()}`,
    ` ${paint('dim', `${margin} |`)} ${' '.repeat(indent)}${paint(colour, carets)}`,
  ];
}

/** First character shown: the line's start, or a third of the room before the mark when the mark would not fit. */
function windowStart(text: string, mark: number, room: number): number {
  if (text.length <= room || mark < (2 * room) / 3) return 0;
  return mark - Math.floor(room / 3);
}

/** Tabs as two columns, so that carets stand where they should in every terminal. */
function shown(text: string): string {
  return visible(text).replaceAll('\t', '  ');
}
