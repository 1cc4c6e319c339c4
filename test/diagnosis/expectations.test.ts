import { describe, expect, it } from 'vitest';
import { evaluateExpectation } from '../../src/diagnosis/expectations';
import type { Expectation } from '../../src/spec/architecture';
import { architecture } from '../support/architecture-builder';
import { report, upperBound, type ReportOptions } from '../support/report-builder';

function evaluate(text: string, options: ReportOptions = {}) {
  const [subject, operator, limit] = text.split(' ') as [Expectation['subject'], Expectation['operator'], string];
  return evaluateExpectation(
    { subject, operator, limit: Number(limit), text, range: { start: 70, end: 80 } },
    report(architecture(), options),
  );
}

const interval = (low: number, high: number | null): ReportOptions => ({
  spectrum: { kappa: low, kappaInterval: [low, high] },
});
const unmeasured = { kappa: null, kappaInterval: null, lambdaMax: null, lambdaMin: null, rank: null };
const skipped = { ...unmeasured, skipped: { reason: 'too large', estimate: '3 GB' } };
const bounds = [
  upperBound('U1', 60),
  upperBound('U0', 30),
  upperBound('U4', null),
  upperBound('als', 2, { direction: 'lower' }),
];

describe('an expectation', () => {
  // kappa is 10, lambda_max 20, rank 32 unless said otherwise.
  it.each<[string, ReportOptions, boolean | null, string]>([
    ['kappa < 11', {}, true, '10'],
    ['kappa < 10', {}, false, '10'],
    ['kappa <= 10', {}, true, '10'],
    ['kappa > 10', {}, false, '10'],
    ['kappa >= 10', {}, true, '10'],
    ['kappa < 1e4', interval(900, 1100), true, 'between 900 and 1100'],
    ['kappa < 1e3', interval(900, 1100), null, 'between 900 and 1100'],
    ['kappa < 800', interval(900, 1100), false, 'between 900 and 1100'],
    ['kappa < 800', interval(900, null), false, 'at least 900'],
    ['kappa < 1e3', interval(900, null), null, 'at least 900'],
    ['kappa > 800', interval(900, null), true, 'at least 900'],
    ['kappa < 1e3', { spectrum: skipped, bracket: { low: 20, high: 400 } }, true, 'between 20 and 400'],
    ['kappa < 100', { spectrum: skipped, bracket: { low: 20, high: 400 } }, null, 'between 20 and 400'],
    ['kappa < 10', { spectrum: skipped, bracket: { low: 20, high: null } }, false, 'at least 20'],
    ['kappa < 10', { spectrum: skipped }, null, 'not computed'],
    ['bound_gap < 4', { bounds }, true, '3'],
    ['bound_gap < 3', { bounds }, false, '3'],
    ['bound_gap < 3', { bounds, ...interval(9, 12) }, null, 'between 2.5 and 3.33'],
    ['bound_gap < 3', {}, null, 'not computed'],
    ['rank >= 32', { spectrum: { rank: 32 } }, true, '32'],
    ['rank >= 32', { spectrum: { rank: 31 } }, false, '31'],
    [
      'rank >= 32',
      { spectrum: { rank: 31, rankCertain: false, undecided: [3, 1], cut: 2 } },
      null,
      'between 30 and 32',
    ],
    [
      'rank >= 30',
      { spectrum: { rank: 31, rankCertain: false, undecided: [3, 1], cut: 2 } },
      true,
      'between 30 and 32',
    ],
    ['rank >= 30', { spectrum: { rank: 31, rankCertain: false } }, null, 'not computed'],
    ['lambda_max <= 20', {}, true, '20'],
    ['lambda_min > 1.9', {}, true, '2'],
    ['lambda_min > 1.9', interval(10, 40), null, 'between 0.5 and 2'],
    ['lambda_min > 0.1', interval(10, null), null, 'between 0 and 2'],
  ])('%s with %j: %s', (text, options, holds, actual) => {
    expect(evaluate(text, options).result).toEqual({ text, holds, actual, range: { start: 70, end: 80 } });
  });

  it('that holds is no finding', () => {
    expect(evaluate('kappa < 11').finding).toBeUndefined();
  });

  it('that fails is an error', () => {
    expect(evaluate('kappa < 5').finding).toMatchObject({
      code: 'K092',
      severity: 'error',
      message: 'Expected kappa < 5, but kappa is 10.',
      value: 10,
      threshold: 5,
      range: { start: 70, end: 80 },
    });
  });

  it('that cannot be decided is a warning', () => {
    expect(evaluate('kappa < 1e3', interval(900, 1100)).finding).toMatchObject({
      code: 'K093',
      severity: 'warning',
      message: 'Cannot decide whether kappa < 1e3: kappa is between 900 and 1100.',
      value: null,
    });
    expect(evaluate('kappa < 10', { spectrum: skipped }).finding).toMatchObject({ code: 'K093' });
  });

  it('is not judged before its stage has run', () => {
    expect(evaluate('kappa < 10', { spectrum: unmeasured })).toMatchObject({
      result: { holds: null },
      finding: undefined,
    });
  });
});
