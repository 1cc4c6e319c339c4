import { describe, expect, it } from 'vitest';
import type { Report, Spectrum } from '../../src/report/report';
import { kappaPhrase, rankSentence } from '../../src/report/summary';
import { linearReport } from '../support/sample-reports/linear';
import { reluReport } from '../support/sample-reports/relu';
import { skippedReport } from '../support/sample-reports/skipped';

describe('kappaPhrase', () => {
  const skippedWith = (bracket: Report['bracket']): Report => ({ ...skippedReport, bracket });
  it.each<[string, Report, string]>([
    ['a figure as exact as its digits', linearReport, '680.658'],
    [
      'a figure with a wider interval',
      { ...linearReport, spectrum: { ...linearReport.spectrum, kappaInterval: [600, 700] } },
      '680.658, between 600 and 700',
    ],
    ['an undecided rank', reluReport, 'cannot tell, at least 31000; 1.24e16 if the rank is 7'],
    ['nothing at all', skippedReport, 'not measured, and no bound applies'],
    ['both bounds', skippedWith({ low: 3, high: 40 }), 'not measured; certified between 3 and 40'],
    ['an upper bound', skippedWith({ low: null, high: 40 }), 'not measured; certified at most 40'],
    ['a lower bound', skippedWith({ low: 3, high: null }), 'not measured; certified at least 3'],
  ])('%s', (_, report, expected) => expect(kappaPhrase(report)).toBe(expected));
});

describe('rankSentence', () => {
  const linear = linearReport.spectrum;
  it.each<[string, Spectrum, string]>([
    ['known from the structure', linear, 'rank 18 of 103 parameters, exact from the structure'],
    [
      'measured with a clear gap',
      { ...linear, structuralRank: null, rankGap: 1.234e9 },
      'rank 18 of 103 parameters, certain (gap of 1.2e9 in singular value)',
    ],
    [
      'undecided',
      reluReport.spectrum,
      'rank cannot tell: 7 of 37 parameters if the cut is right, 2 eigenvalues within rounding of zero',
    ],
    ['not computed', skippedReport.spectrum, 'rank not computed, 10,000,100,000 parameters'],
    ['only from the structure', { ...linear, rank: null }, 'rank 18 of 103 parameters, exact from the structure'],
  ])('%s', (_, spectrum, expected) => expect(rankSentence(spectrum)).toBe(expected));
});
