import { labelOf, logOf, type Mark, marksAround } from '../log-marks';

/** A horizontal logarithmic axis. */
export interface LogAxis {
  readonly width: number;
  /** Column, from 0, of a positive value; values off the axis go to its nearest end. */
  column(value: number): number;
  /** Labels, and the axis with its ticks. */
  readonly lines: readonly [string, string];
}

/** Columns that a label takes with the space after it. */
const labelWidth = 7;

/** The axis of `width` columns between round numbers that holds all positive, finite `values`; undefined without any. */
export function logAxis(values: readonly number[], width: number): LogAxis | undefined {
  const finite = values.filter((value) => value > 0 && Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const marks = marksAround(Math.min(...finite), Math.max(...finite), Math.floor(width / labelWidth));
  const first = logOf(marks[0]);
  const last = logOf(marks[marks.length - 1]);
  const at = (log: number) => Math.round(Math.max(0, Math.min(1, (log - first) / (last - first))) * (width - 1));
  return { width, column: (value) => at(Math.log10(value)), lines: drawn(marks, (mark) => at(logOf(mark)), width) };
}

function drawn(marks: readonly Mark[], columnOf: (mark: Mark) => number, width: number): readonly [string, string] {
  const axis = Array.from({ length: width }, () => '─');
  let labels = '';
  for (const mark of marks) {
    const column = columnOf(mark);
    axis[column] = column === 0 ? '├' : column === width - 1 ? '┤' : '┼';
    if (labels === '' || labels.length < column) labels = labels.padEnd(column) + labelOf(mark);
  }
  return [labels, axis.join('')];
}
