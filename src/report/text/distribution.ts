import { formatNumber } from '../numbers';
import type { Report } from '../report';
import { missingDraws } from '../sentences';
import { boxPlot } from './box-plot';
import type { Canvas } from './canvas';
import { logAxis } from './log-axis';
import { visible, wrap } from './text-width';

/** Kappa over initialisations: a box plot (5, 25, 50, 75, 95 per cent) on a logarithmic axis. */
export function distribution({ distribution: figures }: Report, { paint, width }: Canvas): readonly string[] {
  if (figures === null) return [];
  const { seeds, values, median, quantiles } = figures;
  const [lowest, lowerQuartile, upperQuartile, highest] = quantiles;
  const summary =
    `median ${formatNumber(median)} over ${seeds} seeds; half within ${formatNumber(lowerQuartile)} to ` +
    `${formatNumber(upperQuartile)}, nine in ten within ${formatNumber(lowest)} to ${formatNumber(highest)}`;
  const words = wrap(visible([summary, missingDraws(figures)].filter((each) => each !== '').join('. ')), width);
  const axis = logAxis([...values, ...quantiles], Math.min(72, width - 2));
  if (axis === undefined) return words;
  const box = boxPlot(axis, { lowest, lowerQuartile, median, upperQuartile, highest });
  const [labels, line] = axis.lines;
  return [paint('dim', labels), paint('dim', line), paint('cyan', box), ...words];
}
