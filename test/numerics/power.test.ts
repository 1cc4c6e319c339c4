import { describe, expect, it } from 'vitest';
import { power } from '../../src/numerics/power';

const bits = (value: number) => new BigUint64Array(new Float64Array([value]).buffer)[0]!.toString(16);

describe('power', () => {
  // Truth: 40-digit decimal arithmetic, rounded to the nearest double.
  it.each([
    [2, 10, 1024],
    [9, 0.5, 3],
    [10, -3, 0.001],
    [7, -0.5, 0.37796447300922725],
    [24, -0.5, 0.2041241452319315],
    [3, 0.3333333333333333, 1.4422495703074083],
    [1e6, -0.25, 0.03162277660168379],
    [5, 0, 1],
  ])('%d ^ %d to the last bit', (base, exponent, truth) => {
    expect(bits(power(base, exponent))).toBe(bits(truth));
  });
});
