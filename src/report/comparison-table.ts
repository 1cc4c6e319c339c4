/** A comparison as lines of text that every view shows. */
import type { Comparison, LayerChange, Pair } from './comparison';
import { formatCount, formatInterval, formatNumber, formatShare } from './numbers';
import { bracketPhrase } from './summary';
import { verdictOf } from './verdict';

export interface ComparisonRow {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** `6.46 times lower`, `unchanged`; what is certain of it where kappa is known as an interval. */
export function changePhrase({ trend, ratio, ratioInterval: [low, high] }: Comparison['kappa']): string {
  if (trend === 'unchanged') return 'unchanged';
  if (trend === 'cannot tell') return 'cannot tell, what is known of the two overlaps';
  if (ratio !== null) return `${factor(trend === 'lower' ? 1 / ratio : ratio)} times ${trend}`;
  return `at least ${factor(trend === 'lower' ? 1 / high! : low)} times ${trend}`;
}

function factor(value: number): string {
  return formatNumber(Number(value.toPrecision(3)));
}

/** Figures of both sides, one a row. */
export function figureRows(comparison: Comparison): readonly ComparisonRow[] {
  const { kappa, bracket, rank, rankCertain, lambdaMax, lambdaMin, parameters } = comparison;
  const row = <T>(title: string, { before, after }: Pair<T>, show: (value: T) => string): ComparisonRow => ({
    title,
    before: show(before),
    after: show(after),
  });
  const both = <T, U>(left: Pair<T>, right: Pair<U>): Pair<readonly [T, U]> => ({
    before: [left.before, right.before],
    after: [left.after, right.after],
  });
  return [
    row('kappa', both(kappa, kappa.interval), ([value, interval]) =>
      value === null ? 'not measured' : (formatInterval(interval) ?? formatNumber(value)),
    ),
    row('verdict', kappa.interval, verdict),
    row('certified by bounds', bracket, (ends) => bracketPhrase(ends) ?? '-'),
    row('rank', both(rank, rankCertain), ([value, certain]) =>
      value === null ? '-' : `${formatCount(value)}${certain ? '' : ', undecided'}`,
    ),
    row('largest eigenvalue', lambdaMax, formatNumber),
    row('smallest eigenvalue', lambdaMin, formatNumber),
    row('parameters', parameters, formatCount),
    row('largest learning rate', comparison.learningRate, formatNumber),
    row('iterations a decade', comparison.iterationsPerDecade, (count) =>
      count === null ? '-' : `about ${formatNumber(Math.ceil(count))}`,
    ),
  ];
}

function verdict([low, high]: Comparison['kappa']['interval']['before']): string {
  return verdictOf(low) === verdictOf(high ?? Infinity) ? verdictOf(low) : 'cannot tell';
}

/** Layers that came, went, or hold another share; with how many are as they were. */
export function changedLayers({ layers }: Comparison): {
  readonly changed: readonly LayerChange[];
  readonly unchanged: number;
} {
  const differs = ({ before, after }: Pair<number | null>) => formatShare(before) !== formatShare(after);
  const changed = layers.filter(
    ({ change, bottomShare, topShare }) => change !== 'kept' || differs(bottomShare) || differs(topShare),
  );
  return { changed, unchanged: layers.length - changed.length };
}

export const changeMarks = { kept: ' ', added: '+', removed: '-' } as const;

/** `5.4 % → 12.0 %`; one figure for a layer that only one side has. */
export function sharePhrase({ before, after }: Pair<number | null>, { change }: LayerChange): string {
  if (change === 'added') return formatShare(after);
  return change === 'removed' ? formatShare(before) : `${formatShare(before)} → ${formatShare(after)}`;
}
