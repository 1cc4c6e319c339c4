import { applyEdits, format, type Edit } from 'jsonc-parser';
import type { Problem } from '../problem';
import { printLine } from './format-line';
import { linesOf, type Line } from './format-lines';
import { piecesOf } from './format-pieces';
import { readArch } from './read-arch';
import { readJson } from './read-json';

export interface Formatted {
  /** The source itself where it has errors. */
  readonly value: string;
  readonly problems: readonly Problem[];
}

/**
 * `.arch` text in its usual layout: two spaces a brace, directives aligned, lists on one line if they were and fit. Keeps every
 * comment and single empty lines; the tree stays the same. Formatting twice changes nothing more.
 */
export function formatArch(source: string): Formatted {
  const { value: tree, problems } = readArch(source);
  if (problems.some(isError)) return { value: source, problems };
  const lines = linesOf(piecesOf(tree));
  const widths = keywordWidths(lines);
  const text = lines.map((line, i) => `${line.apart ? '\n' : ''}${printLine(line, widths[i]!)}\n`).join('');
  return { value: withLineBreaksOf(source, text), problems };
}

/** `.arch.json` text with two spaces a level; line breaks, and spaces just inside brackets, stay as they are. */
export function formatJson(source: string): Formatted {
  const { problems } = readJson(source);
  if (problems.some(isError)) return { value: source, problems };
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const options = { tabSize: 2, insertSpaces: true, eol, keepLines: true, insertFinalNewline: true };
  const edits = format(source, undefined, options).filter((edit) => !isInsideBracket(source, edit));
  return { value: applyEdits(source, edits), problems };
}

/** Whether an edit only moves a bracket and what it holds apart or together on one line. */
function isInsideBracket(source: string, { offset, length, content }: Edit): boolean {
  const staysOnLine = !/[\r\n]/.test(content + source.slice(offset, offset + length));
  return staysOnLine && (/[[{]/.test(source[offset - 1] ?? '') || /[\]}]/.test(source[offset + length] ?? ''));
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** For each line the longest keyword of the directives that it stands among without an empty line. */
function keywordWidths(lines: readonly Line[]): number[] {
  const widths = lines.map(keywordWidth);
  let start = 0;
  while (start < lines.length) {
    let end = start + 1;
    while (end < lines.length && !lines[end]!.apart && widths[end]! > 0) end++;
    widths.fill(Math.max(...widths.slice(start, end)), start, end);
    start = end;
  }
  return widths;
}

function keywordWidth({ pieces }: Line): number {
  const [first] = pieces;
  return first?.role === 'keyword' ? first.text.length : 0;
}

function withLineBreaksOf(source: string, text: string): string {
  const unix = text.replaceAll(/\r\n?/g, '\n');
  return source.includes('\r\n') ? unix.replaceAll('\n', '\r\n') : unix;
}
