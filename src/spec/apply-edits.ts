import type { TextEdit } from './problem';

/** The text with all edits made; they must not overlap. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  let text = '';
  let end = 0;
  for (const { range, newText } of edits.toSorted((a, b) => a.range.start - b.range.start)) {
    text += source.slice(end, range.start) + newText;
    end = range.end;
  }
  return text + source.slice(end);
}
