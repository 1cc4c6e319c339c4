import { csvTable } from './csv-table';
import type { Sweep } from './sweep';

const titles = [
  ...['seed', 'parameters', 'samples', 'kappa', 'kappa_low', 'kappa_high'],
  ...[
    'kappa_median',
    'kappa_lower_quartile',
    'kappa_upper_quartile',
    'rank',
    'rank_certain',
    'lambda_max',
    'lambda_min',
  ],
  ...['bracket_low', 'bracket_high', 'message'],
];

/** A row a run, what was varied first; the median and the quartiles are those of the run's combination. Full precision. */
export function renderSweepCsv({ varied, rows }: Sweep): string {
  const cells = rows.flatMap(({ settings, kappa, runs }) =>
    runs.map((run) => [
      ...settings.map(({ value }) => value),
      ...[run.seed, run.parameters, run.samples],
      ...[run.kappa, run.kappaInterval?.[0] ?? null, run.kappaInterval?.[1] ?? null],
      ...[kappa?.median ?? null, kappa?.lowerQuartile ?? null, kappa?.upperQuartile ?? null],
      ...[run.rank, run.rank === null ? null : run.rankCertain, run.lambdaMax, run.lambdaMin],
      ...[run.bracket.low, run.bracket.high, run.message],
    ]),
  );
  return csvTable([...varied, ...titles.map((title) => (varied.includes(title) ? `run_${title}` : title))], cells);
}
