import { describe, expect, it } from 'vitest';
import { compareReports } from '../../src/report/comparison';
import { renderComparisonMarkdown } from '../../src/report/comparison-markdown';
import { changePhrase } from '../../src/report/comparison-table';
import type { Finding, LayerReport, Report } from '../../src/report/report';
import { renderComparisonText } from '../../src/report/text/comparison';
import { textWidth } from '../../src/report/text/text-width';
import { linearReport } from '../support/sample-reports/linear';

type Known = Pick<Report['spectrum'], 'kappa' | 'kappaInterval'>;

const withKappa = (known: Known, bracket = linearReport.bracket): Report => ({
  ...linearReport,
  bracket,
  spectrum: { ...linearReport.spectrum, ...known },
});
const exactly = (kappa: number): Known => ({ kappa, kappaInterval: [kappa, kappa] });
const nothing: Known = { kappa: null, kappaInterval: null };

describe('kappa', () => {
  it.each([
    ['lower', exactly(800), exactly(100), 'lower', '8 times lower'],
    ['higher', exactly(100), exactly(250), 'higher', '2.5 times higher'],
    ['equal in all digits shown', exactly(100), exactly(100.0000001), 'unchanged', 'unchanged'],
    [
      'two intervals that overlap',
      { kappa: 100, kappaInterval: [90, 120] },
      { kappa: 110, kappaInterval: [100, 130] },
      'cannot tell',
      'cannot tell, what is known of the two overlaps',
    ],
    ['two intervals apart', { kappa: 100, kappaInterval: [90, 110] }, exactly(50), 'lower', '2 times lower'],
    [
      'no upper end after the change',
      exactly(50),
      { kappa: 1e3, kappaInterval: [100, null] },
      'higher',
      '20 times higher',
    ],
    [
      'no upper end before the change',
      { kappa: 1e3, kappaInterval: [100, null] },
      exactly(50),
      'lower',
      '20 times lower',
    ],
  ] as const)('%s', (_, before, after, trend, phrase) => {
    const { kappa } = compareReports(withKappa(before as Known), withKappa(after as Known));
    expect([kappa.trend, changePhrase(kappa)]).toEqual([trend, phrase]);
  });

  it('is judged by the bounds where it was not measured', () => {
    const before = withKappa(nothing, { low: 1000, high: 4000 });
    const { kappa } = compareReports(before, withKappa(exactly(100)));
    expect(kappa).toEqual({
      before: null,
      after: 100,
      interval: { before: [1000, 4000], after: [100, 100] },
      ratio: null,
      ratioInterval: [0.025, 0.1],
      trend: 'lower',
    });
    expect(changePhrase(kappa)).toBe('at least 10 times lower');
  });

  it('is at least 1 where nothing is known', () => {
    const { kappa } = compareReports(withKappa(nothing, { low: null, high: null }), withKappa(exactly(100)));
    expect(kappa).toMatchObject({ interval: { before: [1, null] }, ratioInterval: [0, 100], trend: 'cannot tell' });
  });
});

describe('layers', () => {
  const [stem, waist, head] = linearReport.layers;
  const named = (name: string): LayerReport => ({ ...waist, name });
  const changes = (before: readonly LayerReport[], after: readonly LayerReport[]) =>
    compareReports({ ...linearReport, layers: before }, { ...linearReport, layers: after }).layers.map(
      ({ name, change }) => `${name} ${change}`,
    );

  it.each([
    ['one added', [stem, head], [stem, named('new'), head], ['stem kept', 'new added', 'head kept']],
    ['one removed', [stem, waist, head], [stem, head], ['stem kept', 'waist removed', 'head kept']],
    ['the last removed', [stem, waist], [stem], ['stem kept', 'waist removed']],
    [
      'one replaced',
      [stem, waist, head],
      [stem, named('new'), head],
      ['stem kept', 'new added', 'waist removed', 'head kept'],
    ],
    ['two swapped', [stem, waist], [waist, stem], ['waist kept', 'stem kept']],
    ['all replaced', [stem], [head], ['head added', 'stem removed']],
  ])('%s', (_, before, after, expected) => expect(changes(before, after)).toEqual(expected));

  it('carry the figures of both sides', () => {
    const after = { ...linearReport, layers: [{ ...stem, bottomShare: 0.5, topShare: 0.25, parameters: 7 }] };
    expect(compareReports({ ...linearReport, layers: [stem] }, after).layers).toEqual([
      {
        name: 'stem',
        change: 'kept',
        parameters: { before: stem.parameters, after: 7 },
        topShare: { before: stem.topShare, after: 0.25 },
        bottomShare: { before: stem.bottomShare, after: 0.5 },
      },
    ]);
  });
});

describe('findings', () => {
  const finding = (code: string, layer: string | null, message = code): Finding => ({
    code,
    layer,
    message,
    severity: 'warning',
    value: null,
    threshold: null,
    range: { start: 0, end: 1 },
    documentation: `docs/rules/${code}.md`,
    hint: null,
    related: [],
    fixes: [],
  });

  it('are the same when code and layer are', () => {
    const before = [finding('K110', 'stem', 'kappa is 900'), finding('K111', 'stem'), finding('K203', null)];
    const after = [finding('K110', 'stem', 'kappa is 800'), finding('K111', 'waist'), finding('K203', null)];
    const { gone, new: came } = compareReports(
      { ...linearReport, findings: before },
      { ...linearReport, findings: after },
    ).findings;
    expect([gone, came]).toEqual([[before[1]], [after[1]]]);
  });
});

describe('renderers', () => {
  const [stem, waist, head] = linearReport.layers;
  const after: Report = {
    ...withKappa(exactly(68.0657969483)),
    model: { ...linearReport.model, source: 'examples/wide.arch', parameterCount: 2000 },
    layers: [stem, { ...head, bottomShare: 0.9 }, { ...waist, name: 'extra' }],
    findings: [],
  };
  const comparison = compareReports(linearReport, after);

  it('as text, within the width', () => {
    const text = renderComparisonText(comparison, { width: 100, colour: false });
    expect(text).toMatch(/^kappa 10 times lower\n\n/);
    expect(text).toMatch(/^ +before: examples\/chain.arch +after: examples\/wide.arch$/m);
    expect(text).toMatch(/^kappa +680.658 +68.0658$/m);
    expect(text).toMatch(/^verdict +moderately conditioned +well conditioned$/m);
    expect(text).toMatch(/^parameters +103 +2,000$/m);
    expect(text).toMatch(/^- {2}waist/m);
    expect(text).toMatch(/^\+ {2}extra/m);
    expect(text).toMatch(/^ {3}head +\S+ % → 90.0 %/m);
    expect(text).toContain('1 layer as before.');
    expect(text).toContain('Findings gone');
    expect(text).not.toContain('New findings');
    for (const width of [80, 140])
      for (const line of renderComparisonText(comparison, { width, colour: false }).split('\n'))
        expect(textWidth(line)).toBeLessThanOrEqual(width);
  });

  it('as Markdown', () => {
    const text = renderComparisonMarkdown(comparison);
    expect(text).toMatch(/^## examples\/chain.arch → examples\/wide.arch\n\nKappa: \*\*10 times lower\*\*\n\n/);
    expect(text).toContain('| kappa | 680.658 | 68.0658 |');
    expect(text).toMatch(/^\| waist \| removed \| /m);
    expect(text).toContain('### Findings gone');
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('of a report with itself say that nothing changed', () => {
    const same = compareReports(linearReport, linearReport);
    expect(same).toMatchObject({ kappa: { ratio: 1, trend: 'unchanged' }, findings: { gone: [], new: [] } });
    expect(renderComparisonMarkdown(same)).not.toMatch(/###/);
  });
});
