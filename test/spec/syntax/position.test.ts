import { describe, expect, it } from 'vitest';
import { positionAt } from '../../../src/spec/syntax/position';

describe('positionAt', () => {
  it.each([
    ['', 0, 0, 0],
    ['abc', 2, 0, 2],
    ['abc', 9, 0, 3],
    ['abc', -1, 0, 0],
    ['a\nb', 1, 0, 1],
    ['a\nb', 2, 1, 0],
    ['a\r\nb', 2, 0, 2],
    ['a\r\nb', 3, 1, 0],
    ['a\rb', 2, 1, 0],
    ['a\n\n\nb', 4, 3, 0],
    ['a\n', 2, 1, 0],
    ['é😀x', 3, 0, 3],
  ])('%j at %i is line %i, character %i', (source, offset, line, character) => {
    expect(positionAt(source, offset)).toEqual({ line, character });
  });

  it('follows the text when it changes', () => {
    expect(positionAt('a\nb', 2)).toEqual({ line: 1, character: 0 });
    expect(positionAt('a b', 2)).toEqual({ line: 0, character: 2 });
  });
});
