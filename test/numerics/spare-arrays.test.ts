import { beforeEach, expect, it } from 'vitest';
import { SpareArrays } from '../../src/numerics/spare-arrays';

const LARGE = 2 ** 14;

let spares = new SpareArrays();
beforeEach(() => void (spares = new SpareArrays()));

it('gives an array that was given up to the next of its length, once', () => {
  const array = new Float64Array(LARGE);
  spares.giveUp(array);
  expect(spares.any(LARGE + 1)).toHaveLength(LARGE + 1);
  expect(spares.any(LARGE)).toBe(array);
  expect(spares.any(LARGE)).not.toBe(array);
});

it('counts an array that is given up twice once', () => {
  const array = new Float64Array(LARGE);
  spares.giveUp(array);
  spares.giveUp(array);
  expect(spares.any(LARGE)).toBe(array);
  expect(spares.any(LARGE)).not.toBe(array);
});

it.each([
  { what: 'a small array', array: new Float64Array(100) },
  { what: 'a view of a part', array: new Float64Array(2 * LARGE).subarray(0, LARGE) },
])('leaves $what to the collector', ({ array }) => {
  spares.giveUp(array);
  expect(spares.any(array.length)).not.toBe(array);
});

it('keeps 64 MB at most', () => {
  const arrays: Float64Array[] = Array.from({ length: 3 }, () => new Float64Array(2 ** 22));
  arrays.forEach((array) => spares.giveUp(array));
  const given = arrays.map(() => arrays.indexOf(spares.any(2 ** 22)));
  expect(given.filter((at) => at >= 0)).toHaveLength(2);
});
