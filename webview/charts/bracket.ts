import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { type Bracketed, boundsWithinReach, bracketValues } from '../../src/report/applying-bounds';
import { formatNumber } from '../../src/report/numbers';
import type { Subject } from '../../src/report/svg/drawing';
import type { Palette } from '../../src/report/svg/palette';
import type { ChartSettings } from './chart';
import { commonOptions, type TitledPoint } from './common';
import { logAxis } from './log-axis';

/** Bounds as triangles that point to where kappa is, the certified bracket as a band, kappa as a line: a row a report. */
export function bracketChart(subjects: readonly Subject<Bracketed>[], palette: Palette): ChartSettings {
  const colours = [palette.top, palette.baseline];
  const options = commonOptions(palette);
  const x = logAxis(
    subjects.flatMap(({ value }) => bracketValues(value)),
    9,
    palette,
  );
  return {
    type: 'scatter',
    data: {
      datasets: subjects.flatMap(({ value }, row) => [
        {
          ...points(kappaPoint(value, row)),
          pointStyle: 'circle' as const,
          radius: 5,
          hoverRadius: 6,
          backgroundColor: colours[row],
          borderColor: colours[row],
        },
        {
          ...points(boundPoints(value, row, 'upper')),
          pointStyle: 'triangle' as const,
          rotation: -90,
          ...bounds(palette),
        },
        {
          ...points(boundPoints(value, row, 'lower')),
          pointStyle: 'triangle' as const,
          rotation: 90,
          ...bounds(palette),
        },
      ]),
    },
    options: {
      ...options,
      layout: { padding: { left: 8, right: 8 } },
      scales: {
        ...(x && { x }),
        y: { type: 'linear', display: false, min: -0.75, max: subjects.length - 0.5, reverse: true },
      },
      plugins: {
        ...options.plugins,
        annotation: {
          annotations: subjects.flatMap((subject, row) =>
            marks(subject, row, { palette, colour: colours[row], compared: subjects.length > 1 }),
          ),
        },
      },
    },
  };
}

function points(data: TitledPoint[]) {
  return { data };
}

function bounds({ muted }: Palette) {
  return { radius: 5, hoverRadius: 7, backgroundColor: muted, borderColor: muted };
}

function kappaPoint({ spectrum: { kappa } }: Bracketed, y: number): TitledPoint[] {
  return kappa === null ? [] : [{ x: kappa, y, title: `measured κ ${formatNumber(kappa)}` }];
}

function boundPoints(report: Bracketed, y: number, wanted: 'upper' | 'lower'): TitledPoint[] {
  const sign = wanted === 'upper' ? '≤' : '≥';
  return boundsWithinReach(report)
    .filter(({ direction }) => direction === wanted)
    .map(({ value, title, certainty }) => ({
      x: value,
      y,
      title: `${title}: κ ${sign} ${formatNumber(value)} (${certainty})`,
    }));
}

interface Look {
  readonly palette: Palette;
  readonly colour: string;
  readonly compared: boolean;
}

function marks(
  { label, value }: Subject<Bracketed>,
  row: number,
  { palette, colour, compared }: Look,
): AnnotationOptions[] {
  const { low, high } = value.bracket;
  const { kappa } = value.spectrum;
  const band: AnnotationOptions = {
    type: 'box',
    yMin: row - 0.22,
    yMax: row + 0.22,
    ...(low !== null && { xMin: low }),
    ...(high !== null && { xMax: high }),
    backgroundColor: palette.certified,
    borderWidth: 0,
    drawTime: 'beforeDatasetsDraw',
  };
  const end = (at: number): AnnotationOptions => ({
    type: 'line',
    xMin: at,
    xMax: at,
    yMin: row - 0.22,
    yMax: row + 0.22,
    borderColor: palette.foreground,
    borderWidth: 1.5,
    drawTime: 'beforeDatasetsDraw',
  });
  const measured = (at: number): AnnotationOptions => ({
    type: 'line',
    xMin: at,
    xMax: at,
    yMin: row - 0.36,
    yMax: row + 0.3,
    borderColor: colour,
    borderWidth: 1.5,
    label: {
      display: true,
      content: compared ? `${label}: κ ${formatNumber(at)}` : `κ ${formatNumber(at)}`,
      position: 'start',
      yAdjust: -12,
      backgroundColor: 'transparent',
      color: palette.foreground,
      font: { family: palette.font, size: 11, weight: 'normal' },
      padding: 0,
    },
  });
  return [
    ...(low === null && high === null ? [] : [band]),
    ...[low, high].flatMap((at) => (at === null ? [] : [end(at)])),
    ...(kappa === null ? [] : [measured(kappa)]),
  ];
}
