import { describe, expect, it } from 'vitest';
import { editDistance, listed, nearest } from '../../../src/spec/elaborate/nearest';

describe('edit distance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['dense', 'dense', 0],
    ['dens', 'dense', 1],
    ['dennse', 'dense', 1],
    ['dansa', 'dense', 2],
    ['rleu', 'relu', 1],
    ['kitten', 'sitting', 3],
  ])('%s, %s: %d', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
  });
});

describe('nearest', () => {
  it.each([
    ['dens', 'dense'],
    ['DENSE', 'dense'],
    ['residaul', 'residual'],
    ['reapet', 'repeat'],
    ['xyz', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%s: %s', (word, expected) => {
    expect(nearest(word, ['dense', 'residual', 'repeat', 'a'])).toBe(expected);
  });
});

describe('listed', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('%j: %s', (words, text) => {
    expect(listed(words)).toBe(text);
  });
});
