import { labelOf, logOf, marksAround } from '../../src/report/log-marks';
import type { Palette } from '../../src/report/svg/palette';

/** A logarithmic scale of chart.js with the round marks that every view uses; undefined without a positive, finite value. */
export function logAxis(values: readonly number[], limit: number, palette: Palette) {
  const finite = values.filter((value) => value > 0 && Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const [low, high] = finite.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const marks = marksAround(low, high, limit);
  const labels = new Map(marks.map((mark) => [10 ** logOf(mark), labelOf(mark)]));
  const ticks = [...labels.keys()];
  return {
    type: 'logarithmic' as const,
    min: ticks[0],
    max: ticks[ticks.length - 1],
    afterBuildTicks: (scale: { ticks: { value: number; major?: boolean }[] }) => {
      scale.ticks = ticks.map((value) => ({ value }));
    },
    ticks: {
      color: palette.muted,
      maxRotation: 0,
      autoSkip: false,
      callback: (value: number | string) => labels.get(Number(value)) ?? '',
    },
    grid: { color: palette.grid, tickColor: palette.grid },
    border: { color: palette.grid },
  };
}
