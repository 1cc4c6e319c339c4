import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pruningMask } from '../../../src/network/initialisers/pruning';

const weights = Float64Array.of(0.5, -0.1, 0.3, 0.1, -0.9, 0.1, 0, 2);
const mask = (sparsity: number, method: 'magnitude' | 'random', seed = 1, key = 'w', of = weights) => [
  ...pruningMask({ sparsity, method }, of, seed, key),
];

describe('magnitude', () => {
  test.each([
    [0, [1, 1, 1, 1, 1, 1, 1, 1]],
    [0.125, [1, 1, 1, 1, 1, 1, 0, 1]],
    [0.25, [1, 0, 1, 1, 1, 1, 0, 1]], // of the three 0.1 the first
    [0.375, [1, 0, 1, 0, 1, 1, 0, 1]],
    [0.5, [1, 0, 1, 0, 1, 0, 0, 1]],
    [0.56, [1, 0, 1, 0, 1, 0, 0, 1]], // 4.48 rounds to 4
    [0.875, [0, 0, 0, 0, 0, 0, 0, 1]],
  ])('sparsity %s', (sparsity, expected) => expect(mask(sparsity, 'magnitude')).toEqual(expected));
});

describe('random', () => {
  test('removes the share asked for, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        (sparsity, count) => {
          const kept = mask(sparsity, 'random', 1, 'w', new Float64Array(count)).reduce((sum, value) => sum + value, 0);
          expect(kept).toBe(count - Math.round(sparsity * count));
        },
      ),
    );
  });

  test('depends on seed and name, not on the values', () => {
    const zeros = new Float64Array(64);
    const first = mask(0.5, 'random', 1, 'a', zeros);
    expect(
      mask(
        0.5,
        'random',
        1,
        'a',
        zeros.map((_, i) => i),
      ),
    ).toEqual(first);
    expect(mask(0.5, 'random', 2, 'a', zeros)).not.toEqual(first);
    expect(mask(0.5, 'random', 1, 'b', zeros)).not.toEqual(first);
  });
});
