import { expect, test } from 'vitest';
import { computedOnce } from '../../../src/network/operations/pullback';
import { numbers } from '../build';

test('a cotangent is pulled back once, another one or another forward pass anew', () => {
  const calls: string[] = [];
  const pull = computedOnce((saved: { name: string }, { cols }, rows) => {
    calls.push(`${saved.name} ${cols} ${rows}`);
    return calls.length;
  });
  const [first, second] = [{ name: 'first' }, { name: 'second' }];
  const [narrow, wide] = [numbers(2, 3), numbers(2, 4)];
  expect([pull(first, narrow, 1), pull(first, narrow, 1), pull(first, wide, 2), pull(first, narrow, 1)]).toEqual([
    1, 1, 2, 1,
  ]);
  expect([pull(second, narrow, 1), pull(first, narrow, 1)]).toEqual([3, 4]);
  expect(calls).toEqual(['first 3 1', 'first 4 2', 'second 3 1', 'first 3 1']);
});
