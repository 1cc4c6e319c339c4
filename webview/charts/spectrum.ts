import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { formatCount, formatNumber } from '../../src/report/numbers';
import type { Spectrum } from '../../src/report/report';
import { type SpectrumPoint, spectrumPoints, thinned } from '../../src/report/spectrum-points';
import type { Subject } from '../../src/report/svg/drawing';
import type { Palette } from '../../src/report/svg/palette';
import type { ChartSettings } from './chart';
import { commonOptions, type TitledPoint } from './common';
import { logAxis } from './log-axis';

/** More points than a wide screen has columns twice. */
const pointLimit = 4000;
/** Beyond, single points would run together into a band. */
const dotLimit = 120;

/** Eigenvalues by rank on a logarithmic axis; the rank cut as a line, what cannot be told from zero on a ground of its own. */
export function spectrumChart(subjects: readonly Subject<Spectrum>[], palette: Palette): ChartSettings {
  const colours = [palette.top, palette.baseline];
  const options = commonOptions(palette);
  const series = subjects.map(({ value }) => spectrumPoints(value));
  const values = [...series.flat().map(({ value }) => value), ...subjects.flatMap(({ value: { cut } }) => cut ?? [])];
  const y = logAxis(values, 8, palette);
  const longest = series.reduce((most, points) => Math.max(most, points.length), 2);
  return {
    type: 'scatter',
    data: {
      datasets: series.map((points, row) => ({
        label: subjects[row].label,
        ...line(thinned(points, pointLimit), { colour: colours[row], palette, dots: points.length <= dotLimit }),
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
      plugins: { ...options.plugins, annotation: { annotations: cutMarks(subjects[0].value, palette) } },
    },
  };
}

interface Look {
  readonly colour: string;
  readonly palette: Palette;
  readonly dots: boolean;
}

function line(points: readonly SpectrumPoint[], { colour, palette, dots }: Look) {
  const data: TitledPoint[] = points.map(({ index, value, undecided }) => ({
    x: index,
    y: value,
    title: `λ${index} = ${formatNumber(value)}${undecided ? ', undecided' : ''}`,
  }));
  return {
    data,
    showLine: true,
    borderColor: colour,
    borderWidth: 1.5,
    pointBorderColor: colour,
    pointRadius: points.map(({ undecided }) => (undecided || dots ? 2 : 0)),
    pointHoverRadius: 4,
    pointBackgroundColor: points.map(({ undecided }) => (undecided ? palette.background : colour)),
  };
}

function cutMarks({ cut, undecided }: Spectrum, palette: Palette): AnnotationOptions[] {
  if (cut === null) return [];
  const cutLine: AnnotationOptions = {
    type: 'line',
    yMin: cut,
    yMax: cut,
    borderColor: palette.foreground,
    borderWidth: 1,
    borderDash: [4, 4],
    label: {
      display: true,
      content: `zero below ${formatNumber(cut)}`,
      position: 'end',
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
    yMin: cut / 100,
    yMax: cut * 100,
    backgroundColor: palette.doubt,
    borderWidth: 0,
    drawTime: 'beforeDatasetsDraw',
  };
  return undecided.length > 0 ? [doubt, cutLine] : [cutLine];
}
