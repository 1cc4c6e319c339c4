import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../src/report/csv';
import { renderBoundsJson, renderJson } from '../../src/report/json';
import { renderMarkdown } from '../../src/report/markdown';
import type { Outcome } from '../../src/report/outcome';
import { badOutcome } from '../support/sample-reports/bad';
import { linearOutcome, linearReport } from '../support/sample-reports/linear';
import { densityOutcome } from '../support/sample-reports/density';
import { reluOutcome, reluReport } from '../support/sample-reports/relu';
import { skippedOutcome, skippedReport } from '../support/sample-reports/skipped';

describe('renderJson', () => {
  it.each([linearOutcome, reluOutcome, skippedOutcome, densityOutcome])(
    'reads back as the report of $file',
    (outcome) => {
      expect(JSON.parse(renderJson([outcome]))).toEqual({ ...outcome.report, problems: [] });
    },
  );

  it('has its keys in the order of the declaration, whatever order the report was made in', () => {
    const reversed = Object.fromEntries(Object.entries(linearReport).reverse()) as unknown as typeof linearReport;
    expect(Object.keys(JSON.parse(renderJson([{ ...linearOutcome, report: reversed }])) as object)).toEqual([
      ...[
        'schemaVersion',
        'model',
        'data',
        'spectrum',
        'bounds',
        'bracket',
        'layers',
        'theory',
        'distribution',
        'expectations',
      ],
      ...['findings', 'timings', 'skipped', 'problems'],
    ]);
  });

  it('spells numbers that JSON cannot as null', () => {
    const report = { ...linearReport, bracket: { low: NaN, high: Infinity } };
    expect(JSON.parse(renderJson([{ ...linearOutcome, report }]))).toHaveProperty('bracket', { low: null, high: null });
  });

  it('holds the problems alone of a specification that cannot be analysed', () => {
    expect(JSON.parse(renderJson([badOutcome]))).toEqual({
      schemaVersion: 1,
      source: 'bad.arch',
      problems: [
        {
          code: 'K023',
          severity: 'error',
          message: 'dense has no argument "activatoin".',
          line: 3,
          column: 11,
          range: badOutcome.problems[0].range,
          hint: 'Did you mean activation?',
          documentation: 'docs/rules/K023.md',
          related: [],
          fix: badOutcome.problems[0].fix,
        },
      ],
    });
  });

  it('is an array for several', () => {
    expect(JSON.parse(renderJson([linearOutcome, badOutcome]))).toMatchObject([
      { model: { name: 'Chain' } },
      { source: 'bad.arch' },
    ]);
  });
});

it('renderBoundsJson holds kappa, the bracket and the bounds', () => {
  expect(JSON.parse(renderBoundsJson(linearReport))).toEqual({
    schemaVersion: 1,
    model: 'Chain',
    source: 'examples/chain.arch',
    kappa: linearReport.spectrum.kappa,
    kappaInterval: linearReport.spectrum.kappaInterval,
    bracket: linearReport.bracket,
    bounds: linearReport.bounds,
  });
});

describe('renderCsv', () => {
  const parse = (text: string) => {
    const [titles, ...rows] = text.trimEnd().split('\n');
    return rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [titles.split(',')[index], cell])));
  };

  it('has one row for the model and one a layer, with full precision', () => {
    const rows = parse(renderCsv([linearReport]));
    expect(rows.map(({ row, name }) => [row, name])).toEqual([
      ['model', 'Chain'],
      ['layer', 'stem'],
      ['layer', 'waist'],
      ['layer', 'head'],
    ]);
    expect(rows[0]).toMatchObject({
      kappa: '680.6579694838344',
      kappa_high: '680.6579694839',
      bracket_low: '650',
      rank: '18',
      alpha: '',
    });
    expect(rows[2]).toMatchObject({
      kappa: '',
      alpha: '0.5',
      bottom_share: '0.8748',
      owner: 'true',
      rank_left: '',
      input: '8',
    });
  });

  it('is one table for several files', () => {
    const text = renderCsv([linearReport, reluReport, skippedReport]);
    const widths = new Set(
      text
        .trimEnd()
        .split('\n')
        .map((row) => row.split(',').length),
    );
    expect(widths.size).toBe(1);
    expect(text.match(/^file,/gm)).toHaveLength(1);
    expect(parse(text).map(({ file }) => file)).toEqual([
      ...Array<string>(4).fill('examples/chain.arch'),
      ...Array<string>(3).fill('relu.arch'),
      '',
      '',
    ]);
  });

  it('quotes what would break a cell', () => {
    const report = { ...linearReport, layers: [], model: { ...linearReport.model, name: 'a "b", c' } };
    expect(renderCsv([report]).split('\n')[1]).toContain(',"a ""b"", c",model,');
  });
});

describe('renderMarkdown', () => {
  it('has a table a section', () => {
    const text = renderMarkdown(linearOutcome);
    expect(text.match(/^#+ .*/gm)).toEqual([
      '## Chain',
      ...[
        '### Bounds',
        '### Layers',
        '### Optimisation',
        '### Predictions at initialisation',
        '### Kappa over initialisations',
      ],
      ...['### Expectations', '### Findings'],
    ]);
    expect(text).toContain('| kappa | 680.658, moderately conditioned |');
    expect(text).toContain(
      '| Equal widths (U4) | upper | hidden widths differ | - | bound | docs/theory/gauss-newton.md 3.1 |',
    );
    expect(text).toContain('| waist | dense | 8 → 4 | 36 | 0.5 | 75.0 % | 87.5 % | yes |');
    expect(text).toContain('- **failed**: `kappa < 10` (kappa is 680.658)');
    expect(text).toContain('- **warning K111** (examples/chain.arch:9:10): Layer waist is narrower');
    expect(text).toContain('Median 680 over 16 seeds, nine in ten between 220 and 5100.');
  });

  it('gives every table rows of equal length', () => {
    for (const outcome of [linearOutcome, reluOutcome, skippedOutcome])
      for (const block of renderMarkdown(outcome)
        .split('\n\n')
        .filter((part) => part.startsWith('|')))
        expect(
          new Set(
            block
              .trimEnd()
              .split('\n')
              .map((row) => row.replace(/\\\|/g, '').split('|').length),
          ).size,
        ).toBe(1);
  });

  it('says why nothing was computed', () => {
    expect(renderMarkdown(skippedOutcome)).toContain(
      '- **spectrum**: the factor does not fit in memory (would take 80 GB, about 9 h)',
    );
  });

  it('shows names with marks of Markdown as they are', () => {
    const outcome: Outcome = {
      ...linearOutcome,
      report: { ...linearReport, model: { ...linearReport.model, name: '<b>_x_|y*' } },
    };
    expect(renderMarkdown(outcome)).toContain('## \\<b\\>\\_x\\_\\|y\\*\n');
  });

  it('lists the problems of a specification that cannot be analysed', () => {
    expect(renderMarkdown(badOutcome)).toBe(
      '## bad.arch\n\nCannot be analysed.\n\n- **error K023** (bad.arch:3:11): dense has no argument "activatoin". Did you mean activation?\n',
    );
  });
});
