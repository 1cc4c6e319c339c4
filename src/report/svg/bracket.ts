import { type Bracketed, boundsWithinReach, bracketValues } from '../applying-bounds';
import { escaped, tag } from '../markup';
import { formatNumber } from '../numbers';
import { kappaPhrase } from '../summary';
import { drawing, type DrawingOptions, label, line, round, type Subject } from './drawing';
import { type LogScale, logScale } from './log-scale';

const margin = 24;
const rowHeight = 64;
const axisHeight = 26;

/**
 * The certified bracket, every bound near it and the measured kappa on one logarithmic axis, a row a report: the first as itself, a second
 * for comparison. Empty when no figure is known.
 */
export function renderBracket(
  subjects: readonly Subject<Bracketed>[],
  { palette, width = 720 }: DrawingOptions,
): string {
  const values = subjects.flatMap(({ value }) => bracketValues(value));
  const scale = logScale(values, { from: margin, to: width - margin, limit: Math.floor((width - 2 * margin) / 56) });
  if (scale === undefined) return '';
  const bottom = subjects.length * rowHeight + 6;
  const rows = subjects.map((subject, index) =>
    row(subject, index, { scale, palette, width, compared: subjects.length > 1 }),
  );
  const title = subjects.map(({ label: name, value }) => `${name}: kappa ${kappaPhrase(value)}`).join('; ');
  return drawing({ width, height: bottom + axisHeight, palette, title }, axis(scale, bottom, { palette }), ...rows);
}

function axis(scale: LogScale, bottom: number, { palette }: Pick<DrawingOptions, 'palette'>): string {
  return scale.marks
    .map(
      ({ at, label: text }) =>
        line([at, 0], [at, bottom], palette.grid) + label(text, at, bottom + 16, palette.muted, 'middle'),
    )
    .join('');
}

interface Row extends Required<DrawingOptions> {
  readonly scale: LogScale;
  readonly compared: boolean;
}

function row(
  { label: name, value: report }: Subject<Bracketed>,
  index: number,
  { scale, palette, width, compared }: Row,
): string {
  const middle = index * rowHeight + 44;
  const colour = index === 0 ? palette.top : palette.baseline;
  const { kappa } = report.spectrum;
  const x = kappa === null ? null : scale.at(kappa);
  const text = [compared && name, kappa !== null && `κ ${formatNumber(kappa)}`].filter(Boolean).join(': ');
  return [
    band(report, middle, { scale, palette, width }),
    ...boundsWithinReach(report).map(({ direction, value, title }) =>
      bound(scale.at(value), middle, { direction, fill: palette.muted, title: `${title}: ${formatNumber(value)}` }),
    ),
    ...(x === null
      ? []
      : [
          line([x, middle - 16], [x, middle + 16], colour),
          tag('circle', { cx: round(x), cy: middle, r: 5, fill: colour }),
        ]),
    text === '' ? '' : caption(text, x ?? margin, middle - 22, { palette, width }),
  ].join('');
}

/** Beside the point, inside the drawing. */
function caption(text: string, x: number, y: number, { palette, width }: Pick<Row, 'palette' | 'width'>): string {
  const reach = 3.5 * text.length;
  return label(text, Math.max(margin + reach, Math.min(width - margin - reach, x)), y, palette.foreground, 'middle');
}

/** An end without a bound runs off the axis. */
function band(
  { bracket: { low, high } }: Bracketed,
  middle: number,
  { scale, palette, width }: Omit<Row, 'compared'>,
): string {
  if (low === null && high === null) return '';
  const [from, to] = [low === null ? 0 : scale.at(low), high === null ? width : scale.at(high)];
  const ends = [low === null ? null : from, high === null ? null : to].filter((end) => end !== null);
  return [
    tag('rect', {
      x: round(from),
      y: middle - 10,
      width: round(Math.max(1, to - from)),
      height: 20,
      fill: palette.certified,
    }),
    ...ends.map((end) => line([end, middle - 10], [end, middle + 10], palette.foreground)),
  ].join('');
}

interface Tick {
  readonly direction: 'upper' | 'lower';
  readonly fill: string;
  readonly title: string;
}

/** A triangle that points to where kappa is. */
function bound(x: number, y: number, { direction, fill, title }: Tick): string {
  const tip = direction === 'upper' ? -7 : 7;
  const d = `M${round(x)} ${y - 5}v10l${tip} -5z`;
  return tag('path', { d, fill }, tag('title', {}, escaped(title)));
}
