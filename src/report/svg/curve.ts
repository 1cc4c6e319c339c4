import { tag } from '../markup';
import { formatNumber } from '../numbers';
import type { TheoryAxis, TheoryCurve } from '../theory';
import { drawing, type DrawingOptions, label, line, round } from './drawing';
import { logScale, type LogScale } from './log-scale';
import { linearScale } from './linear-scale';
import type { Palette } from './palette';

const frame = { left: 64, right: 16, top: 12, bottom: 190 };
const lineHeight = 16;

/** One colour and dash a series, told apart without colours too. */
export function seriesStyles(palette: Palette): readonly { readonly stroke: string; readonly dash: number[] }[] {
  return [
    { stroke: palette.top, dash: [] },
    { stroke: palette.bottom, dash: [6, 3] },
    { stroke: palette.baseline, dash: [2, 2] },
    { stroke: palette.foreground, dash: [8, 3, 2, 3] },
  ];
}

/** Series over depth, time or whatever the axis says, with the marks as vertical lines. Empty when nothing can be drawn. */
export function renderCurve(curve: TheoryCurve, { palette, width = 720 }: DrawingOptions): string {
  const points = curve.series.flatMap((series) => series.points);
  const x = scaleOf(curve.horizontal, [...points.map(([at]) => at), ...curve.marks.map(({ at }) => at)], {
    from: frame.left,
    to: width - frame.right,
    limit: Math.floor((width - frame.left) / 64),
  });
  const y = scaleOf(
    curve.vertical,
    points.map(([, value]) => value),
    { from: frame.bottom, to: frame.top, limit: 5 },
  );
  if (!x || !y) return '';
  const styles = seriesStyles(palette);
  const style = (index: number) => styles[index % styles.length];
  const grid = [
    ...x.marks.map(
      (mark) =>
        line([mark.at, frame.top], [mark.at, frame.bottom], palette.grid) +
        label(mark.label, mark.at, frame.bottom + lineHeight, palette.muted, 'middle'),
    ),
    ...y.marks.map(
      (mark) =>
        line([frame.left, mark.at], [width - frame.right, mark.at], palette.grid) +
        label(mark.label, frame.left - 6, mark.at + 4, palette.muted, 'end'),
    ),
    label(curve.horizontal.title, width - frame.right, frame.bottom + 2 * lineHeight, palette.muted, 'end'),
    label(curve.vertical.title, frame.left, frame.bottom + 2 * lineHeight, palette.muted),
  ];
  const marks = curve.marks.map(
    ({ at, title }) =>
      line([x.at(at), frame.top], [x.at(at), frame.bottom], palette.foreground) +
      label(title, x.at(at) + 4, frame.top + 10, palette.foreground),
  );
  const lines = curve.series.map((series, index) =>
    tag('polyline', {
      points: drawable(series.points, curve)
        .map(([at, value]) => `${round(x.at(at))},${round(y.at(value))}`)
        .join(' '),
      fill: 'none',
      stroke: style(index).stroke,
      'stroke-width': 1.5,
      'stroke-dasharray': style(index).dash.join(' ') || undefined,
    }),
  );
  const legendTop = frame.bottom + 3.4 * lineHeight;
  const legend = curve.series.map(({ name, certainty }, index) => {
    const at = legendTop + index * lineHeight;
    return (
      line(
        [frame.left, at - 4],
        [frame.left + 28, at - 4],
        style(index).stroke,
        style(index).dash.join(' ') || undefined,
      ) + label(`${name} (${certainty})`, frame.left + 36, at, palette.foreground)
    );
  });
  const height = legendTop + curve.series.length * lineHeight;
  return drawing({ width, height, palette, title: curveSentence(curve) }, ...grid, ...marks, ...lines, ...legend);
}

/** What the picture shows, in words. */
export function curveSentence(curve: TheoryCurve): string {
  const series = curve.series.flatMap(({ name, points }) => {
    const last = points.at(-1);
    return points.length === 0 || !last
      ? []
      : [`${name} from ${formatNumber(points[0][1])} to ${formatNumber(last[1])} at ${formatNumber(last[0])}`];
  });
  return `${curve.title}, over ${curve.horizontal.title}: ${series.join('; ')}.`;
}

/** Points that the axes can hold: a logarithmic axis has no zero. */
export function drawable(
  points: TheoryCurve['series'][number]['points'],
  { horizontal, vertical }: Pick<TheoryCurve, 'horizontal' | 'vertical'>,
): TheoryCurve['series'][number]['points'] {
  const fits = (axis: TheoryAxis, value: number) => Number.isFinite(value) && (axis.scale === 'linear' || value > 0);
  return points.filter(([at, value]) => fits(horizontal, at) && fits(vertical, value));
}

function scaleOf(
  { scale }: TheoryAxis,
  values: readonly number[],
  extent: { readonly from: number; readonly to: number; readonly limit: number },
): LogScale | undefined {
  return scale === 'log' ? logScale(values, extent) : linearScale(values, extent);
}
