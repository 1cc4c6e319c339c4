import { describe, expect, it } from 'vitest';
import { davidson } from '../../src/numerics/davidson';
import { Lanczos } from '../../src/numerics/lanczos';
import { norm } from '../../src/numerics/vectors';

const size = 120;

/** A diagonal matrix, and an inverse of it that is wrong by so much in every entry: eigenvalues and vectors are known. */
function problem(values: readonly number[], wrong: number) {
  const times = (vector: Float64Array) => vector.map((value, i) => value * values[i]);
  const precondition = (vector: Float64Array) =>
    vector.map((value, i) => (value / values[i]) * (1 + wrong * Math.sin(7 * i)));
  const lanczos = new Lanczos(size, precondition);
  lanczos.run({ minSteps: 20, maxSteps: 60, tolerance: 1e-8 });
  return { times: (block: readonly Float64Array[]) => block.map(times), precondition, start: lanczos.vectors };
}

const geometric = (kappa: number) => Array.from({ length: size }, (_, i) => kappa ** (i / (size - 1)));
const pairs = Array.from({ length: size }, (_, i) => 1 + Math.floor(i / 2));

describe('the smallest eigenvalue from an inexact inverse', () => {
  it.each([
    ['near', geometric(1e3), 1e-6],
    ['coarse', geometric(1e3), 1e-2],
    ['very coarse', geometric(1e2), 0.2],
    ['over six decades', geometric(1e6), 1e-4],
    ['a double one', pairs, 1e-4],
    ['all equal', pairs.map(() => 3), 1e-5],
  ] as const)('%s: exact within its error', (_, values, wrong) => {
    const found = davidson(problem(values, wrong), { maxSteps: 60, tolerance: 1e-12 });
    const truth = Math.min(...values);
    expect(found.error).toBeLessThanOrEqual(1e-12 * truth);
    const rounding = 2 ** -52 * Math.max(...values);
    expect(Math.abs(found.values[0] - truth)).toBeLessThan(1e-12 * truth + rounding);
    expect(norm(found.vectors[0])).toBeCloseTo(1, 14);
  });

  it('takes few steps where the span nearly has it', () => {
    expect(davidson(problem(geometric(1e3), 1e-6), { maxSteps: 60, tolerance: 1e-12 }).steps).toBeLessThan(15);
  });

  it('says how far it came when the steps end', () => {
    const given = problem(geometric(1e2), 0.2);
    const { values, error, residuals, steps } = davidson(given, { maxSteps: 1, tolerance: 1e-14 });
    expect(steps).toBe(1);
    expect(error).toBeGreaterThan(1e-14);
    expect(error).toBeLessThanOrEqual(residuals[0]);
    expect(Math.abs(values[0] - 1)).toBeLessThanOrEqual(error);
  });
});
