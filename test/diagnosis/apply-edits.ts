import type { TextEdit } from '../../src/spec/problem';

/** The text after all edits, made from the last to the first so that offsets stay right. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end), source);
}
