import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { formatNumber } from '../../src/report/numbers';
import type { Distribution } from '../../src/report/report';
import type { Subject } from '../../src/report/svg/drawing';
import type { Palette } from '../../src/report/svg/palette';
import type { ChartSettings } from './chart';
import { commonOptions } from './common';
import { logAxis } from './log-axis';

/** Kappa of every draw as a point, half of them in a box around the median, nine in ten on the line through it. */
export function distributionChart(subjects: readonly Subject<Distribution>[], palette: Palette): ChartSettings {
  const colours = [palette.top, palette.baseline];
  const options = commonOptions(palette);
  const x = logAxis(
    subjects.flatMap(({ value: { values, quantiles } }) => [...values, ...quantiles]),
    9,
    palette,
  );
  return {
    type: 'scatter',
    data: {
      datasets: subjects.map(({ value, label }, row) => ({
        label,
        data: value.values.map((kappa, draw) => ({
          x: kappa,
          y: row,
          title: `draw ${draw + 1}: κ ${formatNumber(kappa)}`,
        })),
        radius: 3.5,
        hoverRadius: 5,
        backgroundColor: 'transparent',
        borderColor: colours[row],
        borderWidth: 1.5,
      })),
    },
    options: {
      ...options,
      layout: { padding: { left: 8, right: 8 } },
      scales: {
        ...(x && { x }),
        y: { type: 'linear', display: false, min: -0.6, max: subjects.length - 0.4, reverse: true },
      },
      plugins: {
        ...options.plugins,
        annotation: {
          annotations: subjects.flatMap(({ value }, row) => box(value, row, { palette, colour: colours[row] })),
        },
      },
    },
  };
}

function box(
  { median, quantiles }: Distribution,
  row: number,
  look: { palette: Palette; colour: string },
): AnnotationOptions[] {
  const [low, lowerQuarter, upperQuarter, high] = quantiles;
  const line = (from: number, to: number, half: number, width: number): AnnotationOptions => ({
    type: 'line',
    xMin: from,
    xMax: to,
    yMin: row - half,
    yMax: row + half,
    borderColor: look.palette.foreground,
    borderWidth: width,
    drawTime: 'beforeDatasetsDraw',
  });
  return [
    line(low, high, 0, 1),
    {
      type: 'box',
      xMin: lowerQuarter,
      xMax: upperQuarter,
      yMin: row - 0.25,
      yMax: row + 0.25,
      backgroundColor: look.palette.certified,
      borderColor: look.palette.foreground,
      borderWidth: 1,
      drawTime: 'beforeDatasetsDraw',
    },
    line(median, median, 0.25, 2),
  ];
}
