import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/extension/status-text';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { Report, Spectrum } from '../../src/report/report';
import { linearReport } from '../support/sample-reports/linear';

const hash = '0123456789abcdef';

function fresh(spectrum: Partial<Spectrum>, changes: Partial<Report> = {}): AnalysisState {
  const report = { ...linearReport, ...changes, spectrum: { ...linearReport.spectrum, ...spectrum } };
  return { status: 'fresh', hash, report, problems: [] };
}

const unmeasured = {
  kappa: null,
  kappaInterval: null,
  skipped: { reason: 'exceeds the time budget', estimate: '1 h' },
};

describe('measured', () => {
  it.each<[string, AnalysisState, string, string]>([
    [
      'certain',
      fresh({ kappa: 680.6581, kappaInterval: [680.6581, 680.6581] }),
      'κ 680.658',
      'κ 680.658: moderately conditioned.',
    ],
    [
      'in an interval',
      fresh({ kappa: 1.2e4, kappaInterval: [1.1e4, 1.3e4] }),
      'κ 12000',
      'κ 12000, between 11000 and 13000: ill-conditioned.',
    ],
    [
      'of undecided rank',
      fresh({ kappa: 5e8, kappaInterval: [40, null], rankCertain: false, rank: 12 }),
      'κ ?',
      'κ cannot tell, at least 40; 5e8 if the rank is 12.',
    ],
    [
      'left out, with an upper bound',
      fresh(unmeasured, { bracket: { low: 12.5, high: 880 } }),
      'κ ≤ 880',
      'κ not measured; certified between 12.5 and 880.',
    ],
    [
      'left out, with a lower bound',
      fresh(unmeasured, { bracket: { low: 12.5, high: null } }),
      'κ ≥ 12.5',
      'κ not measured; certified at least 12.5.',
    ],
    [
      'left out without any bound',
      fresh(unmeasured, { bracket: { low: null, high: null } }),
      'κ ?',
      'κ not measured, and no bound applies.',
    ],
  ])('%s', (_, state, text, tooltip) => expect(statusOf(state)).toEqual({ text, tooltip }));
});

describe('not measured', () => {
  const progress = { stage: 'spectrum', fraction: null };
  const partial = {
    ...linearReport,
    spectrum: { ...linearReport.spectrum, ...unmeasured },
    bracket: { low: 2, high: 9 },
  };

  it.each<[string, AnalysisState | undefined, string, string]>([
    ['no word yet', undefined, '$(sync~spin) κ', 'The analysis starts.'],
    ['idle', { status: 'idle', hash }, '$(circle-outline) κ', 'Not analysed.'],
    ['invalid', { status: 'invalid', hash }, '$(error) κ', 'The specification has errors.'],
    [
      'failed',
      { status: 'failed', hash, message: 'x.npy does not exist.', problems: [] },
      '$(error) κ',
      'x.npy does not exist.',
    ],
    ['begun', { status: 'analysing', hash, progress: null, report: null }, '$(sync~spin) κ', 'Analysing.'],
    [
      'under way',
      { status: 'analysing', hash, progress, report: partial },
      '$(sync~spin) κ ≤ 9',
      'Analysing: spectrum.',
    ],
  ])('%s', (_, state, text, tooltip) => expect(statusOf(state)).toEqual({ text, tooltip }));
});
