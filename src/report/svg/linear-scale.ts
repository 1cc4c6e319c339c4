import { roundMarks } from '../linear-marks';
import { formatNumber } from '../numbers';
import type { LogScale } from './log-scale';

/** Between round numbers around all finite values; undefined without any. */
export function linearScale(
  values: readonly number[],
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number },
): LogScale | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const marks = roundMarks(
    finite.reduce((least, value) => Math.min(least, value)),
    finite.reduce((most, value) => Math.max(most, value)),
    limit,
  );
  const [first, last] = [marks[0], marks[marks.length - 1]];
  const place = (value: number) => from + Math.max(0, Math.min(1, (value - first) / (last - first))) * (to - from);
  return { at: place, marks: marks.map((mark) => ({ at: place(mark), label: formatNumber(mark) })) };
}
