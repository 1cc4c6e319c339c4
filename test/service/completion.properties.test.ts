import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doComplete } from '../../src/service/completion';
import { openDocument, type SpecificationDocument } from '../../src/service/document';
import { doSignatureHelp } from '../../src/service/signature-help';
import { mutation } from '../spec/syntax/arbitrary';
import { examples } from './documents';

function checkAt(document: SpecificationDocument, offset: number): void {
  for (const { range, label, newText } of doComplete(document, offset)) {
    expect(range.start <= offset && offset <= range.end && range.end <= document.text.length).toBe(true);
    expect(document.text.slice(range.start, range.end)).not.toMatch(/[\r\n]/);
    expect(label).not.toBe('');
    expect(newText).not.toBe('');
  }
  const help = doSignatureHelp(document, offset);
  if (!help) return;
  expect(help.activeParameter < help.parameters.length).toBe(true);
  for (const { label } of help.parameters) expect(help.label.slice(...label)).toMatch(/^\w+(?: = .+|\?|…)?$/);
}

describe.each(examples())('$name', ({ name, document: { text } }) => {
  it('no feature throws at any offset', () => {
    const document = openDocument(name, 1, text);
    for (let offset = 0; offset <= text.length; offset++) checkAt(document, offset);
  });
  it('nor at the end of any prefix', () => {
    for (let end = 0; end <= text.length; end++) checkAt(openDocument(name, 1, text.slice(0, end)), end);
  });
  it('nor in changed text', () => {
    fc.assert(
      fc.property(mutation(text), fc.nat(text.length), (changed, offset) =>
        checkAt(openDocument(name, 1, changed), Math.min(offset, changed.length)),
      ),
      { numRuns: 50 },
    );
  });
});
