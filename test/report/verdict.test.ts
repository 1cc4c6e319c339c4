import { expect, it } from 'vitest';
import { verdictOf, verdictOn } from '../../src/report/verdict';
import { linearReport } from '../support/sample-reports/linear';

it.each([
  [1, 'well conditioned'],
  [100, 'well conditioned'],
  [101, 'moderately conditioned'],
  [1e4, 'moderately conditioned'],
  [1.1e4, 'ill-conditioned'],
  [1e7, 'ill-conditioned'],
  [1.1e7, 'severely ill-conditioned'],
  [Infinity, 'severely ill-conditioned'],
])('kappa %s is %s', (kappa, expected) => expect(verdictOf(kappa)).toBe(expected));

it.each<[number | null, readonly [number, number | null] | null, string | undefined]>([
  [null, null, undefined],
  [50, null, 'well conditioned'],
  [50, [40, 60], 'well conditioned'],
  [50, [40, 600], undefined],
  [2e7, [2e7, null], 'severely ill-conditioned'],
  [50, [40, null], undefined],
])('kappa %s in %j is %s', (kappa, kappaInterval, expected) => {
  const report = { ...linearReport, spectrum: { ...linearReport.spectrum, kappa, kappaInterval } };
  expect(verdictOn(report)).toBe(expected);
});
