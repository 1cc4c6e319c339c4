import { expect, test } from 'vitest';
import { adaptiveIntegral, gaussLegendre } from '../../src/numerics/gauss-legendre';

test.each([1, 2, 5, 16, 400])('%i nodes integrate polynomials of degree 2n - 1', (count) => {
  const integral = (degree: number) =>
    gaussLegendre(count).reduce((sum, { x, weight }) => sum + weight * x ** degree, 0);
  expect(integral(0)).toBeCloseTo(2, 13);
  expect(integral(2 * count - 2)).toBeCloseTo(2 / (2 * count - 1), 13);
  expect(integral(2 * count - 1)).toBeCloseTo(0, 13);
});

test.each<[string, (x: number) => number, number, number, number]>([
  ['a root', Math.sqrt, 0, 1, 2 / 3],
  ['a spike', (x) => 1 / (1e-8 + x * x), -1, 1, 2e4 * Math.atan(1e4)],
  ['an empty interval', Math.exp, 2, 2, 0],
  ['backwards', Math.exp, 1, 0, 1 - Math.E],
])('adaptive: %s', (_, f, from, to, truth) => {
  const scale = Math.max(1, Math.abs(truth));
  expect(Math.abs(adaptiveIntegral(f, from, to, 1e-15 * scale) - truth)).toBeLessThan(1e-13 * scale);
});
