/** Formatting as edits of white space. */
import type { TextEdit } from '../spec/problem';
import { formatArch, formatJson } from '../spec/syntax/format';
import type { SpecificationDocument } from './document';

/** Edits that bring the document into its usual layout; none where it has syntax errors. */
export function doFormat({ text, syntax }: SpecificationDocument): readonly TextEdit[] {
  const { value } = syntax === 'json' ? formatJson(text) : formatArch(text);
  return editsBetween(text, value);
}

/** The gaps between characters that differ. Texts that differ in more than white space are replaced as a whole. */
function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let [old, fresh] = [0, 0];
  for (;;) {
    const [start, freshStart] = [old, fresh];
    old = afterGap(before, old);
    fresh = afterGap(after, fresh);
    const newText = after.slice(freshStart, fresh);
    if (before.slice(start, old) !== newText) edits.push({ range: { start, end: old }, newText });
    if (before[old] !== after[fresh]) return [{ range: { start: 0, end: before.length }, newText: after }];
    if (old === before.length) return edits;
    old++;
    fresh++;
  }
}

/** The end of the white space at an offset. */
function afterGap(text: string, offset: number): number {
  gap.lastIndex = offset;
  return gap.test(text) ? gap.lastIndex : offset;
}

const gap = /\s*/y;
