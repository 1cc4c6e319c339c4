import { describe, expect, it } from 'vitest';
import { pendingSpectrum } from '../../src/analysis/spectrum-section';
import { withinBracket } from '../../src/analysis/within-bracket';
import type { Spectrum } from '../../src/report/report';

const measured = (changes: Partial<Spectrum> = {}): Spectrum => ({
  ...pendingSpectrum(9),
  rank: 4,
  rankCertain: true,
  lambdaMax: 10,
  lambdaMin: 1e-11,
  kappa: 1e12,
  kappaInterval: [0.8e12, 1.3e12],
  relativeError: 0.25,
  method: 'eigenvalues of a matrix',
  ...changes,
});

describe('a coarse measurement', () => {
  it('is moved into the bounds, its interval with it', () => {
    const { kappa, lambdaMin, kappaInterval, relativeError, method } = withinBracket(measured(), {
      low: 0.9e12,
      high: 0.95e12,
    });
    expect(kappa).toBe(0.95e12 * (1 + 1e-9));
    expect(lambdaMin).toBe(10 / kappa!);
    expect(kappaInterval).toEqual([0.9e12 * (1 - 1e-9), kappa]);
    expect(relativeError).toBeCloseTo(0.95 / 0.9 - 1, 6);
    expect(method).toBe('eigenvalues of a matrix, narrowed by the bounds');
  });

  it('keeps its value where that lies between the bounds, and an end that is nearer', () => {
    const { kappa, kappaInterval } = withinBracket(measured(), { low: null, high: 1.1e12 });
    expect([kappa, kappaInterval]).toEqual([1e12, [0.8e12, 1.1e12 * (1 + 1e-9)]]);
  });

  it('gets an upper end that it had not', () => {
    const open = measured({ kappaInterval: [0.8e12, null] });
    expect(withinBracket(open, { low: null, high: 2e12 }).kappaInterval).toEqual([0.8e12, 2e12 * (1 + 1e-9)]);
    const stillOpen = withinBracket(open, { low: 0.9e12, high: null });
    expect(stillOpen).toMatchObject({ kappaInterval: [0.9e12 * (1 - 1e-9), null], relativeError: 0.25 });
  });
});

describe('nothing is changed', () => {
  it.each<[string, Partial<Spectrum>, { low: number | null; high: number | null }]>([
    ['where bounds and measurement exclude each other', {}, { low: 2e12, high: 3e12 }],
    ['where the bounds are wide', {}, { low: 1, high: 1e15 }],
    ['where there are none', {}, { low: null, high: null }],
    ['where the measurement is exact', { relativeError: 1e-9 }, { low: null, high: 1.1e12 }],
    ['where the rank is open', { rankCertain: false }, { low: null, high: 1.1e12 }],
    ['where nothing is measured', { kappa: null, kappaInterval: null }, { low: null, high: 1.1e12 }],
  ])('%s', (_, changes, bracket) => {
    const spectrum = measured(changes);
    expect(withinBracket(spectrum, bracket)).toBe(spectrum);
  });
});
