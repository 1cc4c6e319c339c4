import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { formatCount, formatNumber, formatRough } from '../../src/report/numbers';
import type { Spectrum } from '../../src/report/report';
import { type SpectrumOutline, spectrumOutline, thinned } from '../../src/report/spectrum-points';
import type { Subject } from '../../src/report/svg/drawing';
import type { Palette } from '../../src/report/svg/palette';
import type { ChartSettings } from './chart';
import { commonOptions, type TitledPoint } from './common';
import { logAxis } from './log-axis';

/** More points than a wide screen has columns twice. */
const pointLimit = 4000;
/** Beyond, single points would run together into a band. */
const dotLimit = 120;

/** Eigenvalues by rank on a logarithmic axis, or dashed the curve of their density; the rank cut as a line, what is undecided on a ground. */
export function spectrumChart(subjects: readonly Subject<Spectrum>[], palette: Palette): ChartSettings {
  const colours = [palette.top, palette.baseline];
  const options = commonOptions(palette);
  const series = subjects.map(({ value }) => spectrumOutline(value));
  const values = series.flatMap(({ points, floor }) => [
    ...points.map(({ value }) => value),
    ...(floor ? [floor.level] : []),
  ]);
  const y = logAxis(values, 8, palette);
  const longest = series.reduce((most, { size }) => Math.max(most, size), 2);
  return {
    type: 'scatter',
    data: {
      datasets: series.map((outline, row) => ({
        label: subjects[row].label,
        ...line(outline, { colour: colours[row], palette }),
      })),
    },
    options: {
      ...options,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        ...(y && { y }),
        x: {
          type: 'linear',
          min: 1,
          max: longest,
          ticks: {
            color: palette.muted,
            maxRotation: 0,
            precision: 0,
            maxTicksLimit: 7,
            callback: (value) => formatCount(Number(value)),
          },
          grid: { display: false },
          border: { color: palette.grid },
        },
      },
      plugins: { ...options.plugins, annotation: { annotations: floorMarks(series[0], subjects[0].value, palette) } },
    },
  };
}

interface Look {
  readonly colour: string;
  readonly palette: Palette;
}

function line({ points, size, estimated }: SpectrumOutline, { colour, palette }: Look) {
  const shown = thinned(points, pointLimit);
  const dots = !estimated && points.length <= dotLimit;
  const data: TitledPoint[] = shown.map(({ index, value, undecided }) => ({
    x: index,
    y: value,
    title: estimated
      ? `about ${formatCount(Math.round(index))} of ${formatCount(size)} above ${formatRough(value)}, estimated`
      : `λ${index} = ${formatNumber(value)}${undecided ? ', undecided' : ''}`,
  }));
  return {
    data,
    showLine: true,
    borderColor: colour,
    borderWidth: 1.5,
    borderDash: estimated ? [6, 3] : [],
    pointBorderColor: colour,
    pointRadius: shown.map(({ undecided }) => (undecided || dots ? 2 : 0)),
    pointHoverRadius: 4,
    pointBackgroundColor: shown.map(({ undecided }) => (undecided ? palette.background : colour)),
  };
}

function floorMarks(
  { floor, estimated }: SpectrumOutline,
  { undecided }: Spectrum,
  palette: Palette,
): AnnotationOptions[] {
  if (floor === null) return [];
  const { level, title } = floor;
  const cutLine: AnnotationOptions = {
    type: 'line',
    yMin: level,
    yMax: level,
    borderColor: palette.foreground,
    borderWidth: 1,
    borderDash: [4, 4],
    label: {
      display: true,
      content: title,
      // A density's curve ends at the line.
      position: estimated ? 'start' : 'end',
      yAdjust: -9,
      backgroundColor: 'transparent',
      color: palette.foreground,
      font: { family: palette.font, size: 11, weight: 'normal' },
      padding: 2,
    },
  };
  // A factor 10 either way in singular value is a factor 100 in eigenvalue.
  const doubt: AnnotationOptions = {
    type: 'box',
    yMin: level / 100,
    yMax: level * 100,
    backgroundColor: palette.doubt,
    borderWidth: 0,
    drawTime: 'beforeDatasetsDraw',
  };
  return undecided.length > 0 ? [doubt, cutLine] : [cutLine];
}
