import { formatNumber } from '../numbers';
import type { Report } from '../report';
import type { Canvas } from './canvas';
import { logAxis } from './log-axis';
import { wrap } from './text-width';

/** Kappa over initialisations: a box plot (5, 25, 50, 75, 95 per cent) on a logarithmic axis. */
export function distribution({ distribution: figures }: Report, { paint, width }: Canvas): readonly string[] {
  if (figures === null) return [];
  const { seeds, values, median, quantiles } = figures;
  const [low, lowerQuarter, upperQuarter, high] = quantiles;
  const summary =
    `median ${formatNumber(median)} over ${seeds} seeds; half within ${formatNumber(lowerQuarter)} to ` +
    `${formatNumber(upperQuarter)}, nine in ten within ${formatNumber(low)} to ${formatNumber(high)}`;
  const axis = logAxis([...values, ...quantiles], Math.min(72, width - 2));
  if (axis === undefined) return wrap(summary, width);
  const cells = Array.from({ length: axis.width }, () => ' ');
  cells.fill('─', axis.column(low), axis.column(high) + 1);
  cells.fill('█', axis.column(lowerQuarter), axis.column(upperQuarter) + 1);
  cells[axis.column(low)] = '├';
  cells[axis.column(high)] = '┤';
  cells[axis.column(median)] = '┃';
  const [labels, line] = axis.lines;
  return [paint('dim', labels), paint('dim', line), paint('cyan', cells.join('').trimEnd()), ...wrap(summary, width)];
}
