import type { Range as LspRange, TextEdit as LspEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range, TextEdit } from '../spec/problem';

export function toRange(positions: TextDocument, { start, end }: Range): LspRange {
  return { start: positions.positionAt(start), end: positions.positionAt(end) };
}

export function toOffsets(positions: TextDocument, { start, end }: LspRange): Range {
  return { start: positions.offsetAt(start), end: positions.offsetAt(end) };
}

export function toEdits(positions: TextDocument, edits: readonly TextEdit[]): LspEdit[] {
  return edits.map(({ range, newText }) => ({ range: toRange(positions, range), newText }));
}
