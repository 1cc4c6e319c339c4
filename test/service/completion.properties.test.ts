import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doComplete } from '../../src/service/completion';
import { openDocument, type SpecificationDocument } from '../../src/service/document';
import type { Completion } from '../../src/service/types';
import { doSignatureHelp } from '../../src/service/signature-help';
import { mutation } from '../spec/syntax/arbitrary';
import { examples } from './documents';

function checkAt(document: SpecificationDocument, offset: number): void {
  const unsound = doComplete(document, offset).filter((completion) => !isSound(completion, document.text, offset));
  if (unsound.length > 0) expect.fail(`at ${offset}: ${JSON.stringify(unsound)}`);
  const help = doSignatureHelp(document, offset);
  if (!help) return;
  const labels = help.parameters.map(({ label }) => help.label.slice(...label));
  const isNamed = labels.every((label) => /^\w+(?: = .+|\?|…)?$/.test(label));
  if (!isNamed || help.activeParameter >= labels.length) expect.fail(`at ${offset}: ${JSON.stringify(help)}`);
}

/** `expect` for each of a million completions would take longer than the completions. */
function isSound({ range, label, newText }: Completion, text: string, offset: number): boolean {
  const isAround = range.start <= offset && offset <= range.end && range.end <= text.length;
  return isAround && !/[\r\n]/.test(text.slice(range.start, range.end)) && label !== '' && newText !== '';
}

describe.each(examples())('$name', ({ name, document: { text } }) => {
  it('no feature throws at any offset', () => {
    const document = openDocument(name, 1, text);
    for (let offset = 0; offset <= text.length; offset++) checkAt(document, offset);
  });
  it('nor at the end of any prefix', () => {
    for (let end = 0; end <= text.length; end += 3) checkAt(openDocument(name, 1, text.slice(0, end)), end);
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
