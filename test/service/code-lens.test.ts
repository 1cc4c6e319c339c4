import { describe, expect, it } from 'vitest';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { ExpectationResult, Report } from '../../src/report/report';
import { doCodeLens } from '../../src/service/code-lens';
import { linearReport } from '../support/sample-reports/linear';
import { analysed, open } from './documents';

const document = open('model Net {\n  input 4\n  expect kappa < 10\n  dense(4)\n}\n');
const { hash } = document;
const report: Report = { ...linearReport, expectations: [], bracket: { low: 650, high: 712.3 } };
const pending: Report = { ...report, spectrum: { ...report.spectrum, kappa: null, kappaInterval: null } };
const skipped: Report = {
  ...pending,
  spectrum: { ...pending.spectrum, skipped: { reason: 'too large', estimate: '9 GB' } },
};
const unbounded: Report = { ...pending, bracket: { low: null, high: null } };

const progress = { stage: 'spectrum', fraction: null };
const panel = ['open panel', 'openPanel'] as const;
const comparison = ['compare with last saved', 'compareWithSaved'] as const;

const lenses = (state?: AnalysisState, of = document) =>
  doCodeLens(of, state).map(({ title, command }) => [title, command]);

describe('the state of the analysis', () => {
  it.each<[string, AnalysisState | undefined, readonly (readonly [string, string | null])[]]>([
    ['unknown', undefined, [['analyse', 'analyse'], panel]],
    ['idle', { status: 'idle', hash }, [['analyse', 'analyse'], panel]],
    ['begun', { status: 'analysing', hash, progress: null, report: null }, [['analysing', null], panel]],
    ['at a stage', { status: 'analysing', hash, progress, report: null }, [['analysing: spectrum', null], panel]],
    [
      'part of a stage done',
      { status: 'analysing', hash, progress: { stage: 'seeds', fraction: 0.5 }, report: null },
      [['analysing: seeds, 50.0 %', null], panel],
    ],
    [
      'bounds known',
      { status: 'analysing', hash, progress, report: pending },
      [['kappa certified between 650 and 712.3 (analysing: spectrum)', null], panel],
    ],
    [
      'no bound known',
      { status: 'analysing', hash, progress, report: unbounded },
      [['analysing: spectrum', null], panel],
    ],
    [
      'kappa known',
      { status: 'analysing', hash, progress: { stage: 'layers', fraction: null }, report },
      [['kappa 680.658, moderately conditioned (analysing: layers)', null], panel, comparison],
    ],
    [
      'fresh',
      { status: 'fresh', hash, report, problems: [] },
      [['kappa 680.658, moderately conditioned', 'openPanel'], panel, comparison],
    ],
    [
      'kappa over budget',
      { status: 'fresh', hash, report: skipped, problems: [] },
      [['kappa not measured; certified between 650 and 712.3', 'openPanel'], panel, comparison],
    ],
    [
      'failed',
      { status: 'failed', hash, message: 'The memory does not suffice.', problems: [] },
      [['analysis failed: The memory does not suffice.', 'analyse'], panel],
    ],
    ['of another text', { status: 'fresh', hash: 'other', report, problems: [] }, [['analyse', 'analyse'], panel]],
  ])('%s', (_, state, expected) => expect(lenses(state)).toEqual(expected));

  it.each([
    ['one error', 'model Net {\n  dnse(4)\n  input 4\n}\n', 'not analysed: 1 error'],
    ['two errors', 'model Net {\n  input 4\n  dnse(4)\n  dense(units: -1)\n}\n', 'not analysed: 2 errors'],
  ])('%s', (_, text, expected) => {
    const broken = open(text);
    expect(lenses({ status: 'invalid', hash: broken.hash }, broken)).toEqual([[expected, null], panel]);
  });

  it('stands at the name of the model', () => {
    expect(doCodeLens(document).map(({ range }) => document.text.slice(range.start, range.end))).toEqual([
      'Net',
      'Net',
    ]);
  });

  it('is not said of a file without a model', () => expect(lenses(undefined, open(''))).toEqual([]));
});

describe('expectations', () => {
  const range = { start: 31, end: 41 };
  const outcome = (holds: boolean | null, of: Report): string | undefined => {
    const expectation: ExpectationResult = { text: 'kappa < 10', holds, actual: '12.5', range };
    const state: AnalysisState = {
      status: 'fresh',
      hash,
      report: { ...of, expectations: [expectation] },
      problems: [],
    };
    return doCodeLens(document, state).find((lens) => lens.range === range)?.title;
  };

  it.each([
    ['holds', true, report, '✓ holds: 12.5'],
    ['failed', false, report, '✗ failed: 12.5'],
    ['undecided', null, report, '? cannot tell: 12.5'],
    ['still to come', null, pending, undefined],
    ['decided by the bounds', false, pending, '✗ failed: 12.5'],
  ])('%s', (_, holds, of, expected) => expect(outcome(holds, of)).toBe(expected));

  it('stand at their lines', async () => {
    const { state } = await analysed(document);
    const lens = doCodeLens(document, state).at(-1)!;
    expect(document.text.slice(lens.range.start, lens.range.end)).toBe('kappa < 10');
  });
});
