import { describe, expect, it } from 'vitest';
import { optimisationFigures } from '../../../src/theory/optimisation/optimisation';

/** Steps of x' = x - rate lambda x with momentum, on two modes started at 1. `lookAhead`: Nesterov's gradient at the extrapolated point. */
function simulate(
  lambdas: readonly number[],
  rate: number,
  momentum: number,
  lookAhead: boolean,
  steps: number,
): number[] {
  let now = lambdas.map(() => 1);
  let before = now;
  const errors = [1];
  for (let step = 0; step < steps; step++) {
    const next = now.map((x, i) => {
      const extrapolated = x + momentum * (x - before[i]);
      return extrapolated - rate * lambdas[i] * (lookAhead ? extrapolated : x);
    });
    [before, now] = [now, next];
    errors.push(Math.hypot(...now));
  }
  return errors;
}

/** First step at which the error is below `level`. */
const reached = (errors: readonly number[], level: number) => errors.findIndex((error) => error <= level);

const figures = (kappa: number) => optimisationFigures(kappa, 1)!;

describe('iterations per decade', () => {
  // Truth: the note's table, predictions printed to one digit.
  it.each([
    [10, { gradientDescent: 11.5, gradientDescentSafe: 21.9, heavyBall: 3.5, nesterov: 6.1 }],
    [100, { gradientDescent: 115.1, gradientDescentSafe: 229.1, heavyBall: 11.5, nesterov: 21.9 }],
    [1e3, { gradientDescent: 1151.3, gradientDescentSafe: 2301.4, heavyBall: 36.4, nesterov: 71.7 }],
    [1e4, { gradientDescent: 11512.9, gradientDescentSafe: 23024.7, heavyBall: 115.1, nesterov: 229.1 }],
  ])('kappa %d', (kappa, expected) => {
    const { iterationsPerDecade } = figures(kappa);
    for (const [method, iterations] of Object.entries(expected))
      expect(Math.abs(iterationsPerDecade[method as keyof typeof expected] - iterations), method).toBeLessThan(0.06);
    expect(iterationsPerDecade.dampedGaussNewton).toBeCloseTo(3.3219, 4);
  });

  it.each([10, 100, 1000])('is what simulated gradient descent needs, kappa %d', (kappa) => {
    const { gradientDescent, gradientDescentSafe } = figures(kappa).iterationsPerDecade;
    const best = simulate([kappa, 1], 2 / (kappa + 1), 0, false, 10 * gradientDescentSafe);
    expect(reached(best, 1e-6) - reached(best, 1e-5)).toBeCloseTo(gradientDescent, -0.4);
    const safe = simulate([kappa, 1], 1 / kappa, 0, false, 10 * gradientDescentSafe);
    expect(reached(safe, 1e-3) - reached(safe, 1e-2)).toBeCloseTo(gradientDescentSafe, -0.4);
  });

  it.each([100, 1000])('is what simulated momentum needs, within 10%, kappa %d', (kappa) => {
    const { heavyBall, nesterov } = figures(kappa).iterationsPerDecade;
    const { momentum } = figures(kappa);
    const polyak = simulate([kappa, 1], 4 / (Math.sqrt(kappa) + 1) ** 2, momentum, false, 20 * heavyBall);
    expect((reached(polyak, 1e-6) - reached(polyak, 1e-5)) / heavyBall - 1).toBeLessThan(0.1);
    expect((reached(polyak, 1e-6) - reached(polyak, 1e-5)) / heavyBall - 1).toBeGreaterThan(0);
    const accelerated = simulate([kappa, 1], 1 / kappa, Math.sqrt(momentum), true, 20 * nesterov);
    expect((reached(accelerated, 1e-6) - reached(accelerated, 1e-5)) / nesterov - 1).toBeLessThan(0.1);
    expect((reached(accelerated, 1e-6) - reached(accelerated, 1e-5)) / nesterov - 1).toBeGreaterThan(0);
  });

  it('is one step at least, and keeps its digits for huge kappa', () => {
    expect(figures(1).iterationsPerDecade).toMatchObject({
      gradientDescent: 1,
      gradientDescentSafe: 1,
      heavyBall: 1,
      nesterov: 1,
    });
    expect(figures(1e14).iterationsPerDecade.gradientDescent / ((1e14 * Math.LN10) / 2)).toBeCloseTo(1, 12);
  });
});

describe('maximal learning rates', () => {
  it.each([2, 50, 4000])('separate stable from divergent iterations, kappa %d', (kappa) => {
    const { maximalLearningRate, momentum } = figures(kappa);
    const cases = [
      [maximalLearningRate.gradientDescent, 0, false],
      [maximalLearningRate.heavyBall, momentum, false],
      [maximalLearningRate.nesterov, Math.sqrt(momentum), true],
    ] as const;
    for (const [rate, beta, lookAhead] of cases) {
      expect(Math.max(...simulate([kappa, 1], rate * 0.99, beta, lookAhead, 20000).slice(-10))).toBeLessThan(1);
      expect(Math.max(...simulate([kappa, 1], rate * 1.01, beta, lookAhead, 300))).toBeGreaterThan(100);
    }
  });

  it('scale with the spectrum', () => {
    expect(optimisationFigures(40, 4)!.maximalLearningRate.gradientDescent).toBe(0.05);
    expect(optimisationFigures(40, 4)!.momentum).toBeCloseTo(((Math.sqrt(10) - 1) / (Math.sqrt(10) + 1)) ** 2, 14);
  });
});

it.each([
  [1, 0],
  [1, -1],
  [1, 2],
  [Infinity, 1],
  [NaN, 1],
])('has nothing to say of eigenvalues %d and %d', (largest, smallest) => {
  expect(optimisationFigures(largest, smallest)).toBeNull();
});
