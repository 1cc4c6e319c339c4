import { expect, it } from 'vitest';
import { ByteCache } from '../../src/numerics/byte-cache';

const filled = (capacity: number, ...sizes: readonly number[]) => {
  const cache = new ByteCache<number>(capacity);
  sizes.forEach((bytes, at) => cache.set(String(at), at, bytes));
  return cache;
};

it.each([
  { name: 'keeps what fits', capacity: 10, sizes: [4, 6], kept: [0, 1] },
  { name: 'lets the oldest go', capacity: 10, sizes: [4, 6, 1], kept: [1, 2] },
  { name: 'lets as many go as room is needed for', capacity: 10, sizes: [4, 3, 3, 8], kept: [3] },
  { name: 'does not keep what does not fit alone', capacity: 10, sizes: [4, 11], kept: [0] },
])('$name', ({ capacity, sizes, kept }) => expect(filled(capacity, ...sizes).values()).toEqual(kept));

it('counts a use as new', () => {
  const cache = filled(10, 4, 6);
  expect(cache.get('0')).toBe(0);
  cache.set('2', 2, 1);
  expect(cache.values()).toEqual([0, 2]);
});

it('counts a key once', () => {
  const cache = filled(10, 4, 4);
  cache.set('0', 7, 6);
  expect(cache.values()).toEqual([1, 7]);
  cache.delete('1');
  cache.set('3', 3, 4);
  expect(cache.values()).toEqual([7, 3]);
});

it('is empty after clearing, with room for as much as before', () => {
  const cache = filled(10, 4, 6);
  cache.clear();
  expect(cache.values()).toEqual([]);
  cache.set('0', 5, 10);
  expect(cache.values()).toEqual([5]);
});
