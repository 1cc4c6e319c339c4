import { expect, it } from 'vitest';
import { anyArray, giveUpArray } from '../../src/numerics/spare-arrays';

const LARGE = 2 ** 14;

it('gives an array that was given up to the next of its length, once', () => {
  const array = new Float64Array(LARGE);
  giveUpArray(array);
  expect(anyArray(LARGE + 1)).toHaveLength(LARGE + 1);
  expect(anyArray(LARGE)).toBe(array);
  expect(anyArray(LARGE)).not.toBe(array);
});

it('counts an array that is given up twice once', () => {
  const array = new Float64Array(LARGE);
  giveUpArray(array);
  giveUpArray(array);
  expect(anyArray(LARGE)).toBe(array);
  expect(anyArray(LARGE)).not.toBe(array);
});

it.each([
  { what: 'a small array', array: new Float64Array(100) },
  { what: 'a view of a part', array: new Float64Array(2 * LARGE).subarray(0, LARGE) },
])('leaves $what to the collector', ({ array }) => {
  giveUpArray(array);
  expect(anyArray(array.length)).not.toBe(array);
});

it('keeps 64 MB at most', () => {
  const arrays = Array.from({ length: 3 }, () => new Float64Array(2 ** 22));
  arrays.forEach(giveUpArray);
  expect(arrays).toContain(anyArray(2 ** 22));
  expect(arrays).toContain(anyArray(2 ** 22));
  expect(arrays).not.toContain(anyArray(2 ** 22));
});
