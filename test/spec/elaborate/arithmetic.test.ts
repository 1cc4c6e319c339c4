import { describe, expect, it } from 'vitest';
import { elaborateArch, model } from '../../support/elaborate-arch';

/** Value of an expression over `a = 3` and `b = a / 2`. */
function valueOf(expression: string): number | undefined {
  const { value, problems } = elaborateArch(model('dense(2)', { head: `M(a = 3, b = a / 2, c = ${expression})` }));
  expect(problems).toEqual([]);
  return value.parameters.find(({ name }) => name === 'c')?.value;
}

describe('arithmetic', () => {
  it.each([
    ['1_000', 1000],
    ['.5', 0.5],
    ['-a', -3],
    ['+a', 3],
    ['1 - 2 - 3', -4],
    ['2 + 3 * 4', 14],
    ['12 / 3 / 2', 2],
    ['(2 + 3) * 4', 20],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['a * b', 4.5],
    ['sqrt(16)', 4],
    ['log(exp(2))', 2],
    ['abs(-3)', 3],
    ['floor(b)', 1],
    ['ceil(b)', 2],
    ['round(b)', 2],
    ['min(3, 1, 2)', 1],
    ['max(a, b)', 3],
    ['1 / sqrt(2 * pi)', 1 / Math.sqrt(2 * Math.PI)],
  ])('%s = %d', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });
});
