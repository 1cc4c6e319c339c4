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
  const [old, fresh] = [piecesOf(before), piecesOf(after)];
  const sameWords = old.length === fresh.length && old.every(({ word }, i) => word === fresh[i].word);
  if (!sameWords) return [{ range: { start: 0, end: before.length }, newText: after }];
  return old.flatMap(({ gap, start }, i) => {
    const newText = fresh[i].gap;
    return gap === newText ? [] : [{ range: { start, end: start + gap.length }, newText }];
  });
}

interface Piece {
  /** White space before the character, and where it starts. */
  readonly gap: string;
  readonly start: number;
  readonly word: string;
}

/** The last piece is the white space at the end of the text, before an empty word. */
function piecesOf(text: string): Piece[] {
  const pieces = [...text.matchAll(/(\s*)(\S)/g)].map(({ 1: gap, 2: word, index }) => ({ gap, start: index, word }));
  const end = text.trimEnd().length;
  return [...pieces, { gap: text.slice(end), start: end, word: '' }];
}
