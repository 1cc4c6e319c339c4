/** What the tables of a sweep show, for text and Markdown alike. */
import { countOf, formatCount, formatInterval, formatNumber } from './numbers';
import { bracketPhrase } from './summary';
import type { Report } from './report';
import type { Sweep, SweepRow } from './sweep';

export interface SweepColumn {
  readonly title: string;
  readonly cell: (row: SweepRow) => string;
  /** The first to go where there is no room. */
  readonly dispensable?: true;
}

/** Places named behind a message; of more the number. */
const placeLimit = 3;

/** The columns in which at least one row has something to say. */
export function sweepColumns({ varied, seeds, rows }: Sweep): readonly SweepColumn[] {
  const settings = varied.map((name, at) => ({
    title: name,
    cell: (row: SweepRow) => formatNumber(row.settings[at].value),
  }));
  const figures: readonly SweepColumn[] = [
    {
      title: 'parameters',
      cell: ({ runs }) => countRange(runs.flatMap(({ parameters }) => parameters ?? [])),
      dispensable: true,
    },
    { title: seeds > 1 ? 'median kappa' : 'kappa', cell: ({ kappa }) => formatNumber(kappa?.median ?? null) },
    { title: 'quartiles', cell: seeds > 1 ? quartiles : () => '' },
    { title: 'interval', cell: (row) => (seeds > 1 ? '' : (formatInterval(row.runs[0].kappaInterval) ?? '')) },
    { title: 'rank', cell: rankCell },
    {
      title: 'certified',
      cell: ({ runs }) => bracketPhrase(hull(runs)) ?? '',
      dispensable: true,
    },
  ];
  return [...settings, ...figures.filter(({ cell }) => rows.some((row) => cell(row) !== ''))];
}

/** `kappa of Chain over depth and width, 8 seeds each`. */
export function sweepTitle({ model, varied, seeds }: Sweep): string {
  const over = varied.length > 0 ? ` over ${varied.join(' and ')}` : '';
  return `kappa of ${model}${over}${seeds > 1 ? `, ${countOf(seeds, 'seed')} each` : ''}`;
}

/** `depth = 3, width = 64`; empty where nothing was varied. */
export function settingsPhrase({ settings }: Pick<SweepRow, 'settings'>): string {
  return settings.map(({ name, value }) => `${name} = ${formatNumber(value)}`).join(', ');
}

/** What the figures leave unsaid: runs without kappa with the reason, ranks that cannot be told. */
export function sweepNotes({ rows, seeds }: Sweep): readonly string[] {
  const places = new Map<string, string[]>();
  for (const row of rows)
    for (const { message, seed } of row.runs) {
      if (message === null) continue;
      const place = [settingsPhrase(row), seeds > 1 ? `seed ${seed}` : ''].filter(Boolean).join(', ');
      places.set(message, [...(places.get(message) ?? []), ...(place === '' ? [] : [place])]);
    }
  const undecided = rows.flatMap(({ runs }) => runs).filter(({ kappa, rankCertain }) => kappa !== null && !rankCertain);
  return [
    ...[...places].map(([message, where]) => (where.length === 0 ? message : `${placesPhrase(where)}: ${message}`)),
    ...(undecided.length > 0
      ? [`?: ${countOf(undecided.length, 'run')} whose rank cannot be told; kappa is that of the rank shown.`]
      : []),
  ];
}

function placesPhrase(places: readonly string[]): string {
  const more = places.length - placeLimit;
  return `${places.slice(0, placeLimit).join('; ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

function quartiles({ kappa }: SweepRow): string {
  return kappa === null ? '' : `${formatNumber(kappa.lowerQuartile)} to ${formatNumber(kappa.upperQuartile)}`;
}

function rankCell({ runs }: SweepRow): string {
  const ranked = runs.filter(({ rank }) => rank !== null);
  const mark = ranked.some(({ rankCertain }) => !rankCertain) ? '?' : '';
  return countRange(ranked.flatMap(({ rank }) => rank ?? [])) + mark;
}

function countRange(values: readonly number[]): string {
  if (values.length === 0) return '';
  const [low, high] = [Math.min(...values), Math.max(...values)].map(formatCount);
  return low === high ? low : `${low} to ${high}`;
}

/** What certainly holds the kappa of every run that a Report came of. */
function hull(runs: SweepRow['runs']): Report['bracket'] {
  const brackets = runs.filter(({ parameters }) => parameters !== null).map(({ bracket }) => bracket);
  const lows = brackets.flatMap(({ low }) => low ?? []);
  const highs = brackets.flatMap(({ high }) => high ?? []);
  return {
    low: lows.length > 0 && lows.length === brackets.length ? Math.min(...lows) : null,
    high: highs.length > 0 && highs.length === brackets.length ? Math.max(...highs) : null,
  };
}
