import { describe, expect, test } from 'vitest';
import { gaussianExpectation } from '../../src/numerics/gaussian-expectation';
import { erf, normalCdf, normalPdf } from '../../src/numerics/special-functions';

const doubleFactorial = (n: number): number => (n <= 1 ? 1 : n * doubleFactorial(n - 2));
const relu = (z: number) => Math.max(z, 0);
const c = 0.3;

describe('closed forms', () => {
  test.each<[string, (z: number) => number, number[], number]>([
    ['1', () => 1, [], 1],
    ...[2, 4, 8, 12, 20].map((k): [string, (z: number) => number, number[], number] => [
      `Z^${k}`,
      (z) => z ** k,
      [],
      doubleFactorial(k - 1),
    ]),
    ['relu', relu, [0], 1 / Math.sqrt(2 * Math.PI)],
    ['relu^2', (z) => relu(z) ** 2, [0], 0.5],
    ['Z > c', (z) => (z > c ? 1 : 0), [c], 1 - normalCdf(c)],
    ['|Z - c|', (z) => Math.abs(z - c), [c], 2 * normalPdf(c) + c * (2 * normalCdf(c) - 1)],
    ['|Z - c|, its kink not named', (z) => Math.abs(z - c), [], 2 * normalPdf(c) + c * (2 * normalCdf(c) - 1)],
    ['clipped to [-1, 1], squared', (z) => Math.max(-1, Math.min(1, z)) ** 2, [1, -1], 1 - 2 * normalPdf(1)],
    ['cos(5 Z)', (z) => Math.cos(5 * z), [], Math.exp(-12.5)],
    ['exp(2 Z)', (z) => Math.exp(2 * z), [], Math.exp(2)],
    ['erf(Z)^2', (z) => erf(z) ** 2, [], (2 / Math.PI) * Math.asin(2 / 3)],
    ['erf(50 Z)^2', (z) => erf(50 * z) ** 2, [], (2 / Math.PI) * Math.asin(5000 / 5001)],
    ['kinks out of reach, twice and unordered', relu, [100, 0, -100, 0, 2], 1 / Math.sqrt(2 * Math.PI)],
  ])('E %s', (_, f, kinks, truth) => {
    const scale = gaussianExpectation((z) => Math.abs(f(z)), kinks);
    expect(Math.abs(gaussianExpectation(f, kinks) - truth)).toBeLessThan(1e-14 * scale);
  });

  test.each<[string, (z: number) => number, number[], number]>([
    ['an analytic function', (z) => z * z, [], 193],
    ['one of wave numbers up to 10', (z) => Math.cos(10 * z), [], 385],
    ['a named kink', (z) => Math.abs(z - c), [c], 450],
  ])('%s costs few evaluations', (_, f, kinks, most) => {
    expect(evaluations(f, kinks)).toBeLessThanOrEqual(most);
  });

  test('a kink that is not named costs several times as much', () => {
    const kinked = (z: number) => Math.abs(z - c);
    expect(evaluations(kinked, [])).toBeGreaterThan(1.5 * evaluations(kinked, [c]));
  });

  test('odd functions vanish', () => {
    expect(Math.abs(gaussianExpectation((z) => Math.tanh(3 * z)))).toBeLessThan(1e-15);
  });

  test('zero', () => expect(gaussianExpectation(() => 0)).toBe(0));
  test('NaN comes through', () => expect(gaussianExpectation(() => NaN)).toBeNaN());
});

function evaluations(f: (z: number) => number, kinks: number[]): number {
  let count = 0;
  gaussianExpectation((z) => (count++, f(z)), kinks);
  return count;
}
