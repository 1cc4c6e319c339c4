import type { Sweep, SweepRow } from '../sweep';
import { settingsPhrase, sweepColumns, sweepNotes, sweepTitle } from '../sweep-table';
import { formatNumber } from '../numbers';
import { boxPlot } from './box-plot';
import { canvas, type Canvas } from './canvas';
import { logAxis } from './log-axis';
import { table } from './table';
import { padEnd, textWidth, visible, wrap } from './text-width';

/** Columns of a chart, least and most; without room for the least there is none. */
const chartWidth = { least: 16, most: 60 };

/** Between the figures and the chart. */
const gap = 3;
/** Columns of the last label of the axis, which starts where the axis ends. */
const overhang = 4;

/** A sweep for a terminal: a line a combination, kappa over seeds beside it on one logarithmic axis. Ends with a line feed. */
export function renderSweepText(sweep: Sweep, options: { width: number; colour: boolean }): string {
  const surface = canvas(options);
  const notes = sweepNotes(sweep).flatMap((note) => wrap(visible(note), surface.width));
  const blocks = [[surface.paint('bold', visible(sweepTitle(sweep)))], rowsWithChart(sweep, surface), notes];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** `depth = 3, width = 64: kappa 12.5` for every row. */
export function renderSweepLines({ model, rows }: Sweep): string {
  return rows
    .map((row) => `${settingsPhrase(row) || visible(model)}: kappa ${formatNumber(row.kappa?.median ?? null)}\n`)
    .join('');
}

function rowsWithChart(sweep: Sweep, { paint, width }: Canvas): readonly string[] {
  const [titles, ...lines] = tableWithin(sweep, width - chartWidth.least - gap - overhang);
  const used = Math.max(...[titles, ...lines].map(textWidth)) + gap;
  const drawn = chart(sweep.rows, Math.min(chartWidth.most, width - used - overhang));
  const beside = (line: string, mark: string) => (mark === '' ? line : `${padEnd(line, used)}${mark}`);
  return [
    paint('dim', beside(titles, drawn.labels)),
    ...lines.map((line, at) => beside(line, paint('cyan', drawn.marks[at]))),
  ];
}

/** Without as many of the dispensable columns, the last first, as it takes. */
function tableWithin(sweep: Sweep, width: number): readonly string[] {
  const columns = [...sweepColumns(sweep)];
  for (;;) {
    const lines = table(
      sweep.rows,
      columns.map(({ title, cell }) => ({ title: visible(title), cell, align: 'right' as const })),
      width,
    );
    const last = columns.findLastIndex(({ dispensable }) => dispensable);
    if (last < 0 || lines.every((line) => textWidth(line) <= width)) return lines;
    columns.splice(last, 1);
  }
}

function chart(
  rows: readonly SweepRow[],
  width: number,
): { readonly labels: string; readonly marks: readonly string[] } {
  const figures = rows.map(({ kappa }) => kappa);
  const axis =
    width < chartWidth.least
      ? undefined
      : logAxis(
          figures.flatMap((kappa) => (kappa === null ? [] : [kappa.lowest, kappa.highest])),
          width,
        );
  if (axis === undefined) return { labels: '', marks: rows.map(() => '') };
  return {
    labels: axis.lines[0],
    marks: figures.map((kappa) => (kappa === null ? '' : boxPlot(axis, kappa))),
  };
}
