import { expect, it } from 'vitest';
import { ResultCache } from '../../src/server/result-cache';

const filled = () => {
  const cache = new ResultCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  return cache;
};
const content = (cache: ResultCache<number>) => ['a', 'b', 'c'].map((key) => cache.get(key));

it.each<[string, (cache: ResultCache<number>) => void, readonly (number | undefined)[]]>([
  ['keeps what it holds', () => undefined, [1, 2, undefined]],
  ['drops what was used longest ago', (cache) => cache.set('c', 3), [undefined, 2, 3]],
  ['counts reading as use', (cache) => (cache.get('a'), cache.set('c', 3)), [1, undefined, 3]],
  ['counts writing as use', (cache) => (cache.set('a', 4), cache.set('c', 3)), [4, undefined, 3]],
  ['forgets what is void', (cache) => cache.drop((value) => value === 1), [undefined, 2, undefined]],
])('%s', (_, act, expected) => {
  const cache = filled();
  act(cache);
  expect(content(cache)).toEqual(expected);
});
