import { labelOf, logOf, marksAround } from '../log-marks';

export interface LogScale {
  /** Pixel of a positive value; values off the scale go to its nearest end. */
  at(value: number): number;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

interface Extent {
  /** Pixels of the small and the large end. */
  readonly from: number;
  readonly to: number;
  /** Marks that fit. */
  readonly limit: number;
}

/** Between round numbers around all positive, finite values; undefined without any. */
export function logScale(values: readonly number[], { from, to, limit }: Extent): LogScale | undefined {
  const logs = values.filter((value) => value > 0 && Number.isFinite(value));
  if (logs.length === 0) return undefined;
  const low = logs.reduce((least, value) => Math.min(least, value));
  const high = logs.reduce((most, value) => Math.max(most, value));
  const marks = marksAround(low, high, limit);
  const [first, last] = [logOf(marks[0]), logOf(marks[marks.length - 1])];
  const place = (log: number) => from + Math.max(0, Math.min(1, (log - first) / (last - first))) * (to - from);
  return {
    at: (value) => place(Math.log10(value)),
    marks: marks.map((mark) => ({ at: place(logOf(mark)), label: labelOf(mark) })),
  };
}
