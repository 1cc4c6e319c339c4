import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/report/source-text';

describe('locate', () => {
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
    expect(new SourceText(text).locate(offset)).toEqual({ line, column }),
  );

  it('agrees with counting line feeds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bb', '\n', ' ')), fc.nat(50), (parts, offset) => {
        const text = parts.join('');
        const before = text.slice(0, offset).split('\n');
        expect(new SourceText(text).locate(offset)).toEqual({
          line: before.length,
          column: before[before.length - 1].length + 1,
        });
      }),
    );
  });
});

it.each([
  ['ab\ncd', 1, 'ab'],
  ['ab\r\ncd', 1, 'ab'],
  ['ab\ncd', 2, 'cd'],
  ['ab\n', 2, ''],
])('%j line %i is %j', (text, line, expected) => expect(new SourceText(text).line(line)).toBe(expected));
