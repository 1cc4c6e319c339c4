import { describe, expect, it } from 'vitest';
import { integrate, type Slope } from '../../src/numerics/runge-kutta';

const oscillator: Slope = (_, [x, v], slope) => slope.set([v, -x]);
const options = { relativeTolerance: 1e-11 };

describe('integrate', () => {
  it('follows an oscillator to its tolerance, at the times asked for', () => {
    const times = [0, 0.5, 3, 3.0001, 20];
    const { states, end, times: reached } = integrate(oscillator, Float64Array.of(0, 1), times, options);
    expect(end).toBe('complete');
    expect(reached).toEqual(times);
    states.forEach(([x, v], k) => {
      expect(Math.abs(x - Math.sin(times[k]))).toBeLessThan(1e-8);
      expect(Math.abs(v - Math.cos(times[k]))).toBeLessThan(1e-8);
    });
  });

  it('is of order 5: a tolerance 10^5 times smaller costs about ten times the evaluations', () => {
    const evaluations = (relativeTolerance: number) => {
      let count = 0;
      const counted: Slope = (t, y, slope) => (count++, oscillator(t, y, slope));
      integrate(counted, Float64Array.of(0, 1), [0, 50], { relativeTolerance });
      return count;
    };
    const ratio = evaluations(1e-11) / evaluations(1e-6);
    expect(ratio).toBeGreaterThan(6);
    expect(ratio).toBeLessThan(15);
  });

  it('takes time into account', () => {
    const { states } = integrate((t, _, slope) => slope.set([3 * t * t]), Float64Array.of(1), [1, 2], options);
    expect(states[1][0]).toBeCloseTo(8, 10);
  });

  it('stops where it is told to', () => {
    const growth: Slope = (_, [x], slope) => slope.set([x]);
    const { states, times, end } = integrate(growth, Float64Array.of(1), [0, 10], {
      ...options,
      until: (_, [x]) => x >= 5,
    });
    expect(end).toBe('stopped');
    expect(states.at(-1)![0]).toBeGreaterThanOrEqual(5);
    expect(Math.exp(times.at(-1)!)).toBeCloseTo(states.at(-1)![0], 8);
  });

  it('says when the steps are spent, and when the state leaves the numbers', () => {
    const explosion: Slope = (_, [x], slope) => slope.set([x * x]);
    expect(integrate(explosion, Float64Array.of(1), [0, 2], { ...options, maximalSteps: 100_000 }).end).not.toBe(
      'complete',
    );
    expect(integrate(oscillator, Float64Array.of(0, 1), [0, 100], { ...options, maximalSteps: 10 }).end).toBe(
      'too many steps',
    );
    expect(integrate((_t, _y, slope) => slope.fill(NaN), Float64Array.of(1), [0, 1], options).end).toBe('not finite');
  });
});
