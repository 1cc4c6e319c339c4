import { expect, test } from 'vitest';
import { eigenspace } from '../../src/gauss-newton/eigenspace';

const near = 2 - 1e-7;

test.each<[string, number[], number, number[]]>([
  ['a value alone', [3, 2, 1], 1, [1]],
  ['equal and nearly equal ones, nearest first', [3, 2, 2, near, 1], 2, [2, 1, 3]],
  ['at the top', [2, 2, 1], 0, [0, 1]],
  ['at the bottom', [3, 2, near], 2, [2, 1]],
  ['sixteen of many', Array<number>(40).fill(1), 0, Array.from({ length: 16 }, (_, i) => i)],
])('%s', (_, values, index, expected) => {
  expect(eigenspace(values, index)).toEqual(expected);
});
