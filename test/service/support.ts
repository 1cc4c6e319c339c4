/** Snippets with a mark at the cursor, and the example files. */
import { readdirSync, readFileSync } from 'node:fs';
import { openDocument, type SpecificationDocument } from '../../src/service/document';
import type { Range } from '../../src/spec/problem';

/** Name and text of every example. */
export const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.arch(\.json)?$/.test(name))
  .map((name) => [name, readFileSync(`examples/${name}`, 'utf8')] as const);

/** A document and the place of `|` in it, which is taken out; text that begins with a brace is JSON. */
export function atCursor(marked: string): { document: SpecificationDocument; offset: number } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { document: open(text), offset };
}

export function open(text: string): SpecificationDocument {
  return openDocument(text.startsWith('{') ? 'a.arch.json' : 'a.arch', 1, text);
}

/** `.arch` around layers; the first line declares `width` and `depth`. */
export function model(layers: string): string {
  return `model M(width = 128, depth = 2) {\n  input 4\n  ${layers}\n}\n`;
}

export function slice({ text }: SpecificationDocument, { start, end }: Range): string {
  return text.slice(start, end);
}
