import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAround, placeAt } from '../../src/report/source-text';

describe('placeAt', () => {
  it.each([
    ['', 0, 1, 1],
    ['ab\ncd', 0, 1, 1],
    ['ab\ncd', 2, 1, 3],
    ['ab\ncd', 3, 2, 1],
    ['ab\r\ncd', 4, 2, 1],
    ['ab\rcd', 3, 2, 1],
    ['ab\n', 3, 2, 1],
    ['😀x', 2, 1, 3],
    ['ab', 99, 1, 3],
    ['ab', -5, 1, 1],
  ])('%j at %i is line %i, column %i', (text, offset, line, column) =>
    expect(placeAt(text, offset)).toEqual({ line, column }),
  );

  it('agrees with counting line feeds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bb', '\n', ' ')), fc.nat(50), (parts, offset) => {
        const text = parts.join('');
        const before = text.slice(0, offset).split('\n');
        expect(placeAt(text, offset)).toEqual({ line: before.length, column: before[before.length - 1].length + 1 });
      }),
    );
  });
});

it.each([
  ['ab\ncd', 1, 'ab'],
  ['ab\ncd', 2, 'ab'],
  ['ab\r\ncd', 0, 'ab'],
  ['ab\ncd', 3, 'cd'],
  ['ab\n', 3, ''],
  ['ab\ncd', 99, 'cd'],
])('the line of %j around %i is %j', (text, offset, line) => expect(lineAround(text, offset)).toBe(line));
