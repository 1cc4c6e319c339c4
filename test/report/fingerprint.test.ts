import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprint } from '../../src/report/fingerprint';

/** The published definition, with whole numbers of any size. */
function reference(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

it.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('%j gives the published value', (text, hash) => expect(fingerprint(text)).toBe(hash));

it('agrees with exact arithmetic on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(fingerprint(text)).toBe(reference(text));
    }),
  );
});
