import { expect, it } from 'vitest';
import { figure, percentage } from '../../src/diagnosis/figures';

it.each([
  [0, '0'],
  [784, '784'],
  [99999, '99999'],
  [100000, '1e5'],
  [123456, '1.23e5'],
  [1.2e7, '1.2e7'],
  [2.0004e12, '2e12'],
  [3.4199, '3.42'],
  [99.999, '100'],
  [0.00123, '0.00123'],
  [0.000123, '1.23e-4'],
  [-2.5, '-2.5'],
  [Infinity, 'infinity'],
])('figure(%d) is %s', (value, expected) => {
  expect(figure(value)).toBe(expected);
});

it.each([
  [0.5, '50%'],
  [0.912, '91%'],
  [0.9969, '99.7%'],
  [0.031, '3.1%'],
  [1, '100%'],
])('percentage(%d) is %s', (value, expected) => {
  expect(percentage(value)).toBe(expected);
});
