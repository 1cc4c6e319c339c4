import { expect, test } from 'vitest';
import { tokenData, type TokenSource } from '../../../src/network/data/tokens';

const source: TokenSource = { kind: 'tokens', samples: 3000, vocabulary: 3, seed: 1 };

test('ids are uniform on the whole numbers below the vocabulary', () => {
  const { data } = tokenData(source, 2);
  expect(new Set(data)).toEqual(new Set([0, 1, 2]));
  // 6000 draws: the standard deviation of a share of 1/3 is 0.006; four of them.
  for (const id of [0, 1, 2])
    expect(Math.abs(data.filter((value) => value === id).length / 6000 - 1 / 3)).toBeLessThan(0.025);
});

test('more samples keep those there were; another seed has others', () => {
  const few = tokenData({ ...source, samples: 5 }, 4);
  expect([few.rows, few.cols]).toEqual([5, 4]);
  expect(tokenData({ ...source, samples: 9 }, 4).data.slice(0, 20)).toEqual(few.data);
  expect(tokenData({ ...source, samples: 5, seed: 2 }, 4)).not.toEqual(few);
});
