import { expect, test } from 'vitest';
import { chebyshevInterpolant } from '../../src/numerics/chebyshev';

test.each<[string, (x: number) => number, number]>([
  ['a constant', () => 3, 1e-14],
  ['a polynomial', (x) => 1 - 2 * x + 8 * x ** 7, 2e-14],
  ['a pole far off', (x) => 1 / (x - 2), 1e-14],
  ['a pole nearby', (x) => 1 / (1 + 25 * x * x), 1e-14],
  ['fast oscillation', (x) => Math.cos(80 * x), 1e-13],
])('%s', (_, f, error) => {
  const interpolant = chebyshevInterpolant(f);
  for (const x of [-1, -0.71, -0.2, 0, 0.05, 0.5, 0.99, 1]) expect(Math.abs(interpolant(x) - f(x))).toBeLessThan(error);
});

test('stops asking where nothing is to be gained', () => {
  let calls = 0;
  chebyshevInterpolant((x) => (calls++, Math.exp(x)));
  expect(calls).toBe(33);
});
