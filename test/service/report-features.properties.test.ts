import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisState } from '../../src/report/analysis-state';
import { doCodeActions } from '../../src/service/code-actions';
import { doCodeLens } from '../../src/service/code-lens';
import type { SpecificationDocument } from '../../src/service/document';
import { doHover } from '../../src/service/hover';
import { doInlayHints } from '../../src/service/inlay-hints';
import { doValidation } from '../../src/service/validation';
import type { Range } from '../../src/spec/problem';
import { linearReport } from '../support/sample-reports/linear';
import { mutation } from '../spec/syntax/arbitrary';
import { examples, open } from './documents';

const all = examples();

/** Every feature, on a report whose layers and places have nothing to do with the text; all ranges that come back. */
function rangesOfEverything(document: SpecificationDocument, offset: number): readonly Range[] {
  const state: AnalysisState = { status: 'fresh', hash: document.hash, report: linearReport, problems: [] };
  const whole = { start: 0, end: document.text.length };
  const hover = doHover(document, offset, state);
  return [
    ...(hover ? [hover.range] : []),
    ...doInlayHints(document, whole, { kinds: new Set(['shape', 'share', 'kappa']) }).map((hint) => ({
      start: hint.offset,
      end: hint.offset,
    })),
    ...doCodeLens(document).map(({ range }) => range),
    ...doValidation(document).map(({ range }) => range),
    ...doCodeActions(document, whole).flatMap(({ edits }) => edits.map(({ range }) => range)),
  ];
}

function expectInside(document: SpecificationDocument, offset: number): void {
  for (const { start, end } of rangesOfEverything(document, offset)) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(document.text.length);
  }
}

describe.each(all)('on broken text of $name nothing throws, and all places lie inside it', ({ document }) => {
  const { text, syntax } = document;

  it('prefixes', () => {
    for (let length = 0; length < text.length; length += 15)
      expectInside(open(text.slice(0, length), syntax), length - 1);
  });

  it('changed text', () => {
    const check = (changed: string, offset: number) => expectInside(open(changed, syntax), offset);
    fc.assert(fc.property(mutation(text), fc.nat(text.length), check), { numRuns: 12 });
  });
});
