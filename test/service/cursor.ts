/** Snippets of specifications with `|` at the cursor; text that begins with a brace is JSON. */
import type { SpecificationDocument } from '../../src/service/document';
import type { Range, TextEdit } from '../../src/spec/problem';
import { open } from './documents';

export interface Cursor {
  readonly document: SpecificationDocument;
  readonly offset: number;
}

export function atCursor(marked: string): Cursor {
  const offset = marked.indexOf('|');
  return { document: openEither(marked.slice(0, offset) + marked.slice(offset + 1)), offset };
}

export function openEither(text: string): SpecificationDocument {
  return open(text, text.startsWith('{') ? 'json' : 'arch');
}

/** `.arch` around layers, with parameters `width` and `depth`. */
export function model(layers: string): string {
  return `model M(width = 128, depth = 2) {\n  input 4\n  ${layers}\n}\n`;
}

/** JSON around layers, with parameters `width` and `depth`. */
export function jsonModel(layers: string): string {
  return `{ "model": "M", "parameters": { "width": 128, "depth": 2 }, "input": [4], "layers": [${layers}] }`;
}

export function slice({ text }: SpecificationDocument, { start, end }: Range): string {
  return text.slice(start, end);
}

/** The text with `«…»` around each range. */
export function marked(text: string, ranges: readonly Range[]): string {
  const ends: TextEdit[] = ranges.flatMap(({ start, end }) => [
    { range: { start, end: start }, newText: '«' },
    { range: { start: end, end }, newText: '»' },
  ]);
  return ends
    .toSorted((a, b) => b.range.start - a.range.start || (a.newText < b.newText ? -1 : 1))
    .reduce((all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.start), text);
}
