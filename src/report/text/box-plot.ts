import type { LogAxis } from './log-axis';

/** What a box plot shows, ascending. */
export interface Quantiles {
  readonly lowest: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highest: number;
}

/** A box plot in one line of the axis: `├──█┃██──┤`; one value is its median alone. */
export function boxPlot(axis: LogAxis, { lowest, lowerQuartile, median, upperQuartile, highest }: Quantiles): string {
  const cells = Array.from({ length: axis.width }, () => ' ');
  cells.fill('─', axis.column(lowest), axis.column(highest) + 1);
  cells.fill('█', axis.column(lowerQuartile), axis.column(upperQuartile) + 1);
  cells[axis.column(lowest)] = '├';
  cells[axis.column(highest)] = '┤';
  cells[axis.column(median)] = '┃';
  return cells.join('').trimEnd();
}
