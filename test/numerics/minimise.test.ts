import { describe, expect, it } from 'vitest';
import { minimise } from '../../src/numerics/minimise';

/** Minimum 0 at (1, ..., 1). */
function rosenbrock(x: Float64Array) {
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [bend, rest] = [x[i + 1] - x[i] ** 2, 1 - x[i]];
    value += 100 * bend ** 2 + rest ** 2;
    gradient[i] += -400 * bend * x[i] - 2 * rest;
    gradient[i + 1] += 200 * bend;
  }
  return { value, gradient };
}

describe('minimise', () => {
  it.each([2, 10])('finds the end of the bent valley in %d dimensions', (n) => {
    const start = Float64Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1.2));
    const { point, gradientNorm } = minimise(rosenbrock, start, { tolerance: 1e-9, iterations: 500 });
    expect(gradientNorm).toBeLessThan(1e-9);
    for (const x of point) expect(Math.abs(x - 1)).toBeLessThan(1e-9);
  });

  it('never steps where the objective is not finite', () => {
    const barrier = (x: Float64Array) =>
      x[0] > 0
        ? { value: x[0] - Math.log(x[0]), gradient: Float64Array.of(1 - 1 / x[0]) }
        : { value: NaN, gradient: x };
    expect(minimise(barrier, Float64Array.of(0.01), { tolerance: 1e-10, iterations: 100 }).point[0]).toBeCloseTo(1, 9);
  });

  it('stays where it is when that is a minimum or the iterations are none', () => {
    const start = Float64Array.of(1, 1);
    expect(minimise(rosenbrock, start, { tolerance: 1e-9, iterations: 100 }).point).toEqual(start);
    expect(minimise(rosenbrock, Float64Array.of(3, 4), { tolerance: 0, iterations: 0 }).point).toEqual(
      Float64Array.of(3, 4),
    );
  });
});
