import { describe, expect, test } from 'vitest';
import { erf, erfc, millsRatio, normalCdf, normalPdf } from '../../src/numerics/special-functions';
import * as fixed from './fixed-point';

const ulps = (actual: number, truth: number) => Math.abs(actual - truth) / (Math.abs(truth) * 2 ** -53);
const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

/** Inexact binary fractions on purpose, and both sides of every switch of formula. */
const points = [
  ...range(-5.03, 5.03, 0.31),
  ...range(-26, 26, 3.7),
  0.5,
  -0.5,
  0.4999999999999999,
  6.283,
  6.284,
  1e-9,
  -1e-300,
];
const sqrtTwo = fixed.squareRoot(2n * fixed.ONE);
const worst = (f: (x: number) => number, truth: (x: bigint) => bigint) =>
  Math.max(...points.map((x) => ulps(f(x), fixed.toNumber(truth(fixed.fromNumber(x))))));

describe('against 700-digit series', () => {
  test('erf', () => expect(worst(erf, fixed.erf)).toBeLessThan(4));
  test('erfc', () => expect(worst(erfc, (x) => fixed.ONE - fixed.erf(x))).toBeLessThan(6));
  test('normalCdf', () =>
    expect(worst(normalCdf, (x) => (fixed.ONE + fixed.erf(fixed.over(x, sqrtTwo))) / 2n)).toBeLessThan(6));
  test('normalPdf', () => {
    const normaliser = fixed.squareRoot(2n * fixed.pi());
    const density = (x: bigint) => fixed.over(fixed.exponential(-fixed.times(x, x) / 2n), normaliser);
    expect(worst(normalPdf, density)).toBeLessThan(4);
  });
});

test.each([
  [erf, 0, 0],
  [erf, Infinity, 1],
  [erf, -Infinity, -1],
  [erf, NaN, NaN],
  [erfc, 0, 1],
  [erfc, Infinity, 0],
  [erfc, -Infinity, 2],
  [erfc, 40, 0],
  [erfc, NaN, NaN],
  [normalCdf, 0, 0.5],
  [normalCdf, Infinity, 1],
  [normalCdf, -Infinity, 0],
  [normalCdf, -50, 0],
  [normalCdf, NaN, NaN],
  [normalPdf, Infinity, 0],
  [normalPdf, -Infinity, 0],
  [normalPdf, NaN, NaN],
])('$0.name', (f, x, expected) => {
  expect(f(x)).toBe(expected);
});

test('odd and reflection symmetry hold exactly', () => {
  for (const x of points) {
    expect(erf(-x)).toBe(-erf(x));
    expect(normalPdf(-x)).toBe(normalPdf(x));
    expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
  }
});

/** Truth: 30-digit quadrature of the defining integral; both sides of every switch of formula. */
test.each([
  [0, 1.2533141373155003],
  [0.1, 1.1592623996187363],
  [0.7, 0.7748938487793906],
  [0.72, 0.7658324913772402],
  [1, 0.6556795424187986],
  [3, 0.3045902987101033],
  [8, 0.1231319632579323],
  [8.88, 0.11123566656051706],
  [8.9, 0.11099165128411984],
  [30, 0.03329641907249721],
  [1e4, 9.999999900000004e-5],
])('millsRatio(%d) = %d', (x, truth) => expect(ulps(millsRatio(x), truth)).toBeLessThan(10));
