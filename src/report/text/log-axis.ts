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

/** mantissa * 10^power. */
interface Mark {
  readonly mantissa: number;
  readonly power: number;
}

function logOf({ mantissa, power }: Mark): number {
  return Math.log10(mantissa) + power;
}

/** Marks from the one at or below `low` to the one at or above `high`: 1-2-5 steps if they fit, else powers of ten, else every few. */
function marksAround(low: number, high: number, limit: number): readonly Mark[] {
  const slack = 1e-9;
  const first = Math.floor(Math.log10(low) + slack);
  const last = Math.max(Math.ceil(Math.log10(high) - slack), first + 1);
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const fine = powers.flatMap((power) => [1, 2, 5].map((mantissa) => ({ mantissa, power })));
  const from = fine.findLastIndex((mark) => logOf(mark) <= Math.log10(low) + slack);
  const to = fine.findIndex((mark, index) => index > from && logOf(mark) >= Math.log10(high) - slack);
  if (to - from < limit) return fine.slice(from, to + 1);
  const step = Math.ceil(powers.length / limit);
  const coarse = powers.filter((_, index) => index % step === 0);
  if (coarse[coarse.length - 1] < last) coarse.push(coarse[coarse.length - 1] + step);
  return coarse.map((power) => ({ mantissa: 1, power }));
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

function labelOf({ mantissa, power }: Mark): string {
  return power >= -2 && power <= 3 ? String(Number(`${mantissa}e${power}`)) : `${mantissa}e${power}`;
}
