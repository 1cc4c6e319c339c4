import { describe, expect, it } from 'vitest';
import { failedRun, measuredRun, sweepRow, type Sweep, type SweepRun } from '../../src/report/sweep';
import { renderSweepCsv } from '../../src/report/sweep-csv';
import { renderSweepMarkdown } from '../../src/report/sweep-markdown';
import { renderSweepText } from '../../src/report/text/sweep';
import { linearReport } from '../support/sample-reports/linear';

const run = (seed: number, kappa: number, more: Partial<SweepRun> = {}): SweepRun => ({
  seed,
  parameters: 1000,
  samples: 8,
  kappa,
  kappaInterval: [kappa, kappa],
  rank: 24,
  rankCertain: true,
  lambdaMax: kappa,
  lambdaMin: 1,
  bracket: { low: kappa / 2, high: 2 * kappa },
  message: null,
  ...more,
});

const row = (depth: number, runs: readonly SweepRun[]) => sweepRow([{ name: 'depth', value: depth }], runs);

const overSeeds: Sweep = {
  schemaVersion: 1,
  model: 'Chain',
  source: 'chain.arch',
  varied: ['depth'],
  seeds: 3,
  rows: [
    row(1, [run(1, 10), run(2, 30), run(3, 20, { rank: 20 })]),
    row(2, [run(1, 1000), run(2, 1000), run(3, 1000, { rankCertain: false })]),
    row(3, [failedRun(1, 'Too wide.'), failedRun(2, 'Too wide.'), run(3, 100, { bracket: { low: null, high: 400 } })]),
  ],
};

/** By hand: quartiles of 10, 20, 30 are 15 and 25. */
describe('a sweep over seeds', () => {
  it('is a table with box plots', () => {
    expect(renderSweepText(overSeeds, { width: 140, colour: false })).toBe(
      `kappa of Chain over depth, 3 seeds each

depth  parameters  median kappa     quartiles      rank             certified   10      20         50       100     200        500     1000
    1       1,000            20      15 to 25  20 to 24      between 5 and 60   ├────███┃███─┤
    2       1,000          1000  1000 to 1000       24?  between 500 and 2000                                                          ┃
    3       1,000           100    100 to 100        24           at most 400                               ┃

depth = 3, seed 1; depth = 3, seed 2: Too wide.
?: 1 run whose rank cannot be told; kappa is that of the rank shown.
`,
    );
  });

  it('keeps the chart where there is little room', () => {
    const lines = renderSweepText(overSeeds, { width: 80, colour: false }).split('\n');
    expect(lines[2]).toMatch(/^depth {2}parameters {2}median kappa {5}quartiles {6}rank {3}10 /);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
  });

  it('is a table of Markdown with its notes', () => {
    expect(renderSweepMarkdown(overSeeds)).toBe(`## kappa of Chain over depth, 3 seeds each

| depth | parameters | median kappa | quartiles | rank | certified |
| --- | --- | --- | --- | --- | --- |
| 1 | 1,000 | 20 | 15 to 25 | 20 to 24 | between 5 and 60 |
| 2 | 1,000 | 1000 | 1000 to 1000 | 24? | between 500 and 2000 |
| 3 | 1,000 | 100 | 100 to 100 | 24 | at most 400 |

- depth = 3, seed 1; depth = 3, seed 2: Too wide.
- ?: 1 run whose rank cannot be told; kappa is that of the rank shown.
`);
  });

  it('has a row of figures for every run', () => {
    const lines = renderSweepCsv(overSeeds).trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.slice(0, 2)).toEqual([
      'depth,seed,parameters,samples,kappa,kappa_low,kappa_high,kappa_median,kappa_lower_quartile,kappa_upper_quartile,' +
        'rank,rank_certain,lambda_max,lambda_min,bracket_low,bracket_high,message',
      '1,1,1000,8,10,10,10,20,15,25,24,true,10,1,5,20,',
    ]);
    expect(lines[7]).toBe('3,1,,,,,,100,100,100,,,,,,,Too wide.');
  });
});

describe('a sweep with one seed', () => {
  const sweep: Sweep = {
    ...overSeeds,
    seeds: 1,
    rows: [row(1, [run(1, 10)]), row(2, [run(1, 12, { kappaInterval: [11, null] })])],
  };

  it('shows intervals wider than the digits', () => {
    const [, titles, first, second] = renderSweepText(sweep, { width: 80, colour: false }).split(/\n+/);
    expect(titles).toMatch(/kappa {5}interval/);
    expect(first).toMatch(/^ {4}1 +(1,000 +)?10 {15,}24/);
    expect(second).toMatch(/^ {4}2 +(1,000 +)?12 {2}at least 11 +24/);
  });

  it('tells a parameter from a figure of the same name', () => {
    const named = { ...sweep, varied: ['samples'] };
    expect(renderSweepCsv(named)).toMatch(/^samples,seed,parameters,run_samples,/);
  });
});

it('takes its figures from the Report', () => {
  const { spectrum, model, bracket } = linearReport;
  const { kappa, kappaInterval, rank, rankCertain, lambdaMax, lambdaMin } = spectrum;
  expect(measuredRun(4, linearReport)).toEqual({
    ...{ seed: 4, parameters: model.parameterCount, samples: model.samples, bracket, message: null },
    ...{ kappa, kappaInterval, rank, rankCertain, lambdaMax, lambdaMin },
  });
  const skipped = { reason: 'exceeds the time budget', estimate: '1 GB, about 9 s' };
  const refused = { ...linearReport, spectrum: { ...spectrum, kappa: null, skipped } };
  expect(measuredRun(4, refused).message).toBe('Not measured: exceeds the time budget.');
});
