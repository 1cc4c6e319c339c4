import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { roundMarks } from '../../src/report/linear-marks';
import { formatNumber } from '../../src/report/numbers';
import { drawable, seriesStyles } from '../../src/report/svg/curve';
import type { Palette } from '../../src/report/svg/palette';
import type { TheoryAxis, TheoryCurve } from '../../src/report/theory';
import type { ChartSettings } from './chart';
import { commonOptions } from './common';
import { logAxis } from './log-axis';

/** The series as lines, the marks as vertical lines with their names. With `until`, a run up to that time, on the axes of the whole. */
export function curveChart(curve: TheoryCurve, palette: Palette, until?: number): ChartSettings {
  const options = commonOptions(palette);
  const styles = seriesStyles(palette);
  const points = curve.series.flatMap((series) => drawable(series.points, curve));
  const x = axis(curve.horizontal, [...points.map(([at]) => at), ...curve.marks.map(({ at }) => at)], 8, palette);
  const y = axis(
    curve.vertical,
    points.map(([, value]) => value),
    6,
    palette,
  );
  return {
    type: 'scatter',
    data: {
      datasets: curve.series.map((series, index) => {
        const { stroke, dash } = styles[index % styles.length];
        const passed = drawable(series.points, curve).filter(([at]) => until === undefined || at <= until);
        return {
          label: series.name,
          data: passed.map(([at, value]) => ({
            x: at,
            y: value,
            title: `${series.name}: ${formatNumber(value)} at ${formatNumber(at)}`,
          })),
          showLine: true,
          borderColor: stroke,
          borderDash: dash,
          borderWidth: 1.5,
          pointRadius: passed.map((_, at) => (until !== undefined && at === passed.length - 1 ? 4 : 0)),
          pointBackgroundColor: stroke,
          pointBorderColor: stroke,
          // The marker at the frame's edge is whole.
          clip: 5,
          pointHitRadius: 8,
        };
      }),
    },
    options: {
      ...options,
      scales: { ...(x && { x }), ...(y && { y }) },
      plugins: {
        ...options.plugins,
        annotation: {
          annotations: [
            ...curve.marks.map((mark) => rule(mark, palette)),
            ...(until === undefined ? [] : [now(until, palette)]),
          ],
        },
      },
    },
  };
}

function rule({ at, title }: TheoryCurve['marks'][number], palette: Palette): AnnotationOptions {
  return {
    type: 'line',
    xMin: at,
    xMax: at,
    borderColor: palette.foreground,
    borderWidth: 1,
    label: {
      display: true,
      content: title,
      position: 'end',
      color: palette.foreground,
      backgroundColor: palette.background,
      font: { size: 11, weight: 'normal' },
    },
  };
}

function now(at: number, { muted }: Palette): AnnotationOptions {
  return { type: 'line', xMin: at, xMax: at, borderColor: muted, borderWidth: 1, borderDash: [2, 3] };
}

function axis(described: TheoryAxis, values: readonly number[], limit: number, palette: Palette) {
  const title = { display: true, text: described.title, color: palette.muted };
  if (described.scale === 'log') {
    const scale = logAxis(values, limit, palette);
    return scale && { ...scale, title };
  }
  if (values.length === 0) return undefined;
  const marks = roundMarks(Math.min(...values), Math.max(...values), limit);
  return {
    type: 'linear' as const,
    title,
    min: marks[0],
    max: marks[marks.length - 1],
    afterBuildTicks: (scale: { ticks: { value: number; major?: boolean }[] }) => {
      scale.ticks = marks.map((value) => ({ value }));
    },
    ticks: { color: palette.muted, maxRotation: 0, callback: (value: number | string) => formatNumber(Number(value)) },
    grid: { color: palette.grid, tickColor: palette.grid },
    border: { color: palette.grid },
  };
}
