import { type ApplyingBound, boundsWithinReach, bracketValues, isApplying, missingBounds } from '../applying-bounds';
import { formatNumber } from '../numbers';
import type { Report } from '../report';
import type { Canvas } from './canvas';
import { logAxis, type LogAxis } from './log-axis';
import { table } from './table';
import { visible, wrap } from './text-width';

/** Bounds as ticks on a logarithmic axis with the certified bracket and the measured value, then all of them as a table. */
export function bounds(report: Report, canvas: Canvas): readonly string[] {
  const applying = report.bounds.filter(isApplying);
  const near = boundsWithinReach(report);
  const axis = logAxis(bracketValues(report), axisWidth(canvas));
  if (axis === undefined && report.bounds.length === 0) return [];
  return [
    ...(axis ? drawing(report, near, axis, canvas) : []),
    ...boundTable(applying, axis, canvas),
    ...others(report, canvas),
  ];
}

function axisWidth({ width }: Canvas): number {
  return Math.min(72, width - 2);
}

function drawing(
  { bracket, spectrum }: Report,
  applying: readonly ApplyingBound[],
  axis: LogAxis,
  { paint }: Canvas,
): readonly string[] {
  const cells = Array.from({ length: axis.width }, () => ' ');
  for (const { value } of applying) cells[axis.column(value)] = '│';
  const low = axis.column(bracket.low ?? 1e-300);
  const high = axis.column(bracket.high ?? 1e300);
  if (bracket.low !== null || bracket.high !== null) {
    cells.fill('═', low, high + 1);
    cells[low] = bracket.low === null ? '◄' : '╞';
    cells[high] = bracket.high === null ? '►' : '╡';
  }
  if (spectrum.kappa !== null) cells[axis.column(spectrum.kappa)] = '●';
  const kappa = spectrum.kappa === null ? [] : [`● kappa ${formatNumber(spectrum.kappa)}`];
  const [labels, line] = axis.lines;
  return [
    paint('dim', labels),
    paint('dim', line),
    paint('cyan', cells.join('').trimEnd()),
    [bracketPhrase(bracket), ...kappa].join(' · '),
    '',
  ];
}

function bracketPhrase({ low, high }: Report['bracket']): string {
  if (low === null && high === null) return 'no certified bracket';
  if (low === null) return `certified <= ${formatNumber(high)}`;
  if (high === null) return `certified >= ${formatNumber(low)}`;
  return `certified ${formatNumber(low)} to ${formatNumber(high)}`;
}

function boundTable(
  rows: readonly ApplyingBound[],
  axis: LogAxis | undefined,
  { paint, width }: Canvas,
): readonly string[] {
  if (rows.length === 0 || axis === undefined) return [];
  const ordered = [...rows].sort((a, b) => a.direction.localeCompare(b.direction) || a.value - b.value);
  return table(
    ordered,
    [
      { title: 'bound', cell: ({ title }) => visible(title), shrinkTo: 16 },
      { title: '', cell: ({ direction }) => (direction === 'upper' ? '≤' : '≥') },
      { title: 'value', align: 'right', cell: ({ value }) => formatNumber(value) },
      {
        title: 'of kappa',
        align: 'right',
        cell: ({ gap }) => (gap === null ? '-' : `${formatNumber(Number(gap.toPrecision(3)))}x`),
      },
      { title: 'trust', cell: ({ certainty }) => certainty, paint: (text) => paint('dim', text) },
      {
        title: 'source',
        cell: ({ reference }) => visible(reference),
        shrinkTo: 12,
        paint: (text) => paint('dim', text),
      },
    ],
    width,
  );
}

/** What does not apply, one entry a reason. */
function others(report: Report, { paint, width }: Canvas): readonly string[] {
  return missingBounds(report).flatMap(({ reason, titles }) => {
    const lines = wrap(visible(`${titles.join(', ')}: ${reason}`), width - 2);
    return lines.map((line, index) => paint('dim', `${index === 0 ? '' : '  '}${line}`));
  });
}
