import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatCount,
  formatDuration,
  formatInterval,
  formatMomentum,
  formatNumber,
  formatRough,
  formatShape,
  formatShare,
} from '../../src/report/numbers';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [680.6579694838344, '680.658'],
    [1893.25, '1893.25'],
    [999999.4, '999999'],
    [999999.6, '1e6'],
    [123456789, '1.23457e8'],
    [0.00012345678, '0.000123457'],
    [0.000099999949, '9.99999e-5'],
    [2.5e-15, '2.5e-15'],
    [-12345678, '-1.23457e7'],
    [Infinity, '∞'],
    [-Infinity, '-∞'],
    [NaN, '-'],
    [null, '-'],
  ])('%s is written %s', (value, expected) => expect(formatNumber(value)).toBe(expected));

  it('is the value rounded to six digits, read back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatNumber(value))).toBeCloseTo(Number(value.toPrecision(6)), 300);
      }),
    );
  });
});

it.each([
  [2.31e-13, '2.3e-13'],
  [0.858, '0.86'],
  [null, '-'],
  [Infinity, '∞'],
])('two digits of %s are %s', (value, expected) => expect(formatRough(value)).toBe(expected));

it.each([
  [0, '0.00'],
  [0.4936, '0.49'],
  [0.92, '0.920'],
  [0.999938, '0.999938'],
  [1, '1'],
])('a momentum of %s is %s', (value, expected) => expect(formatMomentum(value)).toBe(expected));

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1863690, '1,863,690'],
])('%s is counted %s', (value, expected) => expect(formatCount(value)).toBe(expected));

it.each([
  [1, '1 layer'],
  [0, '0 layers'],
  [1200, '1,200 layers'],
])('%s is %s', (count, expected) => expect(countOf(count, 'layer')).toBe(expected));

it.each([
  [0, '0.0 %'],
  [0.0001, '<0.1 %'],
  [0.7496, '75.0 %'],
  [1, '100.0 %'],
  [null, '-'],
])('the share %s is %s', (share, expected) => expect(formatShare(share)).toBe(expected));

it.each([
  [[784], '784'],
  [[28, 28, 1], '28x28x1'],
  [[], 'scalar'],
])('the shape %j is %s', (shape, expected) => expect(formatShape(shape)).toBe(expected));

it.each([
  [0.4, '<1 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [1250, '1.25 s'],
  [59_949, '59.9 s'],
  [59_999, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%s milliseconds are %s', (milliseconds, expected) => expect(formatDuration(milliseconds)).toBe(expected));

it.each<[readonly [number, number | null] | null, string | undefined]>([
  [null, undefined],
  [[680.6579694838, 680.6579694839], undefined],
  [[12000, 13000], 'between 12000 and 13000'],
  [[31000, null], 'at least 31000'],
])('the interval %j is %s', (interval, expected) => expect(formatInterval(interval)).toBe(expected));
