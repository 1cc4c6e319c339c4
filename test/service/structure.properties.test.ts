import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDefinition } from '../../src/service/definition';
import { openDocument, type SpecificationDocument } from '../../src/service/document';
import { findFoldingRanges } from '../../src/service/folding';
import { doFormat } from '../../src/service/formatting';
import { findReferences } from '../../src/service/references';
import { doRename, prepareRename } from '../../src/service/rename';
import { findSelectionRanges } from '../../src/service/selection';
import { findSemanticTokens } from '../../src/service/semantic-tokens';
import { findSymbols } from '../../src/service/symbols';
import type { DocumentSymbol } from '../../src/service/types';
import type { Range } from '../../src/spec/problem';
import { mutation } from '../spec/syntax/arbitrary';
import { examples } from './documents';

function checkWhole(document: SpecificationDocument): void {
  const { text } = document;
  const inside = ({ start, end }: Range) => 0 <= start && start <= end && end <= text.length;
  expect(
    findFoldingRanges(document).every(
      ({ range }) => inside(range) && /[\r\n]/.test(text.slice(range.start, range.end)),
    ),
  ).toBe(true);
  let last = 0;
  for (const { range } of findSemanticTokens(document)) {
    expect(inside(range) && range.start >= last && range.end > range.start).toBe(true);
    last = range.end;
  }
  const checkSymbol = ({ range, selectionRange, children, name }: DocumentSymbol): void => {
    expect(name).not.toBe('');
    expect(inside(range)).toBe(true);
    expect(range.start <= selectionRange.start && selectionRange.end <= range.end).toBe(true);
    for (const child of children) {
      expect(range.start <= child.range.start && child.range.end <= range.end).toBe(true);
      checkSymbol(child);
    }
  };
  findSymbols(document).forEach(checkSymbol);
  doFormat(document);
}

function checkAt(document: SpecificationDocument, offset: number): void {
  const ranges = findSelectionRanges(document, offset);
  expect(ranges.length).toBeGreaterThan(0);
  ranges.forEach((range, i) => {
    if (i > 0) expect(range.start <= ranges[i - 1].start && ranges[i - 1].end <= range.end).toBe(true);
  });
  findDefinition(document, offset);
  findReferences(document, offset, true);
  prepareRename(document, offset);
}

describe.each(examples())('$name', ({ name, document: { text } }) => {
  it('no feature throws at any offset', () => {
    const document = openDocument(name, 1, text);
    checkWhole(document);
    for (let offset = 0; offset <= text.length; offset++) checkAt(document, offset);
  });
  it('nor on any prefix', () => {
    for (let end = 0; end <= text.length; end += 3) {
      const document = openDocument(name, 1, text.slice(0, end));
      checkWhole(document);
      checkAt(document, end);
      doRename(document, end, 'fresh');
    }
  });
  it('nor on changed text', () => {
    fc.assert(
      fc.property(mutation(text), fc.nat(text.length), (changed, offset) => {
        const document = openDocument(name, 1, changed);
        checkWhole(document);
        checkAt(document, Math.min(offset, changed.length));
      }),
      { numRuns: 40 },
    );
  });
});
