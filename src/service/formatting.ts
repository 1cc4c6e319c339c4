/** Formatting as edits of white space and commas. */
import type { TextEdit } from '../spec/problem';
import { formatArch, formatJson } from '../spec/syntax/format';
import type { SpecificationDocument } from './document';

/** Edits that bring the document into its usual layout; none where it has syntax errors. */
export function doFormat({ text, syntax }: SpecificationDocument): readonly TextEdit[] {
  const { value } = syntax === 'json' ? formatJson(text) : formatArch(text);
  return editsBetween(text, value);
}

/** The gaps between words that differ. Texts that differ in more than that are replaced as a whole. */
function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let [old, fresh] = [0, 0];
  for (;;) {
    const [start, freshStart] = [old, fresh];
    old = afterGap(before, old);
    fresh = afterGap(after, fresh);
    edits.push(...change(before.slice(start, old), after.slice(freshStart, fresh), start));
    if (before[old] !== after[fresh]) return [{ range: { start: 0, end: before.length }, newText: after }];
    if (old === before.length) return edits;
    old++;
    fresh++;
  }
}

/** What a gap loses or gains at its end; the formatter removes commas at the end of lists and adds missing ones. */
function change(old: string, fresh: string, offset: number): TextEdit[] {
  if (old === fresh) return [];
  let same = 0;
  while (same < old.length && old[same] === fresh[same]) same++;
  return [{ range: { start: offset + same, end: offset + old.length }, newText: fresh.slice(same) }];
}

/** The end of the white space and commas at an offset. */
function afterGap(text: string, offset: number): number {
  gap.lastIndex = offset;
  return gap.test(text) ? gap.lastIndex : offset;
}

const gap = /[\s,]*/y;
