import { tag } from '../markup';
import { countOf, formatNumber } from '../numbers';
import type { Spectrum } from '../report';
import { type SpectrumOutline, spectrumOutline, thinned } from '../spectrum-points';
import { drawing, type DrawingOptions, label, line, round, type Subject } from './drawing';
import type { Palette } from './palette';
import { type LogScale, logScale } from './log-scale';

const height = 280;
const margin = { left: 56, right: 20, top: 28, bottom: 34 };
/** Beyond, single points would run together. */
const dotLimit = 200;

/**
 * Eigenvalues by rank on a logarithmic scale with the rank cut and what is undecided around it, or dashed the curve of their density; a second
 * spectrum for comparison. Empty without any.
 */
export function renderSpectrum(
  subjects: readonly Subject<Spectrum>[],
  { palette, width = 720 }: DrawingOptions,
): string {
  const [first] = subjects;
  const series = subjects.map(({ value }) => spectrumOutline(value));
  const values = series.flatMap(({ points, floor }) => [
    ...points.map(({ value }) => value),
    ...(floor ? [floor.level] : []),
  ]);
  const scale = logScale(values, { from: height - margin.bottom, to: margin.top, limit: 8 });
  if (scale === undefined || first === undefined || series[0].points.length === 0) return '';
  const longest = series.reduce((most, { size }) => Math.max(most, size), 2);
  const x = (index: number) => margin.left + ((index - 1) / (longest - 1)) * (width - margin.left - margin.right);
  const { lambdaMax, lambdaMin } = first.value;
  const title = series[0].estimated
    ? `Estimated density of ${countOf(series[0].size, 'eigenvalue')}, the largest ${formatNumber(lambdaMax)}`
    : `${countOf(series[0].points.length, 'nonzero eigenvalue')} from ${formatNumber(lambdaMax)} to ${formatNumber(lambdaMin)}`;
  return drawing(
    { width, height, palette, title },
    frame(scale, { palette, width, longest }),
    floorLine(series[0], scale, { palette, width, doubtful: first.value.undecided.length > 0 }),
    ...series
      .map((outline, index) =>
        curve(outline, { x, scale, palette, colour: index === 0 ? palette.top : palette.baseline }),
      )
      .reverse(),
    legend(subjects, palette),
  );
}

function frame(
  scale: LogScale,
  { palette, width, longest }: { palette: Palette; width: number; longest: number },
): string {
  const right = width - margin.right;
  return [
    ...scale.marks.map(
      ({ at, label: text }) =>
        line([margin.left, at], [right, at], palette.grid) + label(text, margin.left - 8, at + 4, palette.muted, 'end'),
    ),
    label('1', margin.left, height - 14, palette.muted, 'middle'),
    label(String(longest), right, height - 14, palette.muted, 'end'),
    label('eigenvalue by rank', (margin.left + right) / 2, height - 14, palette.muted, 'middle'),
  ].join('');
}

function floorLine(
  { floor, estimated }: SpectrumOutline,
  scale: LogScale,
  { palette, width, doubtful }: { palette: Palette; width: number; doubtful: boolean },
): string {
  if (floor === null) return '';
  const right = width - margin.right;
  const y = scale.at(floor.level);
  // A factor 10 either way in singular value is a factor 100 in eigenvalue.
  const [high, low] = [scale.at(100 * floor.level), scale.at(floor.level / 100)];
  const doubt = {
    x: margin.left,
    y: round(high),
    width: right - margin.left,
    height: round(low - high),
    fill: palette.doubt,
  };
  return [
    doubtful ? tag('rect', doubt) : '',
    line([margin.left, y], [right, y], palette.foreground, '4 4'),
    // A density's curve ends at the line.
    estimated
      ? label(floor.title, margin.left + 6, y - 6, palette.foreground)
      : label(floor.title, right, y - 6, palette.foreground, 'end'),
  ].join('');
}

interface Curve {
  readonly x: (index: number) => number;
  readonly scale: LogScale;
  readonly palette: Palette;
  readonly colour: string;
}

function curve({ points, estimated }: SpectrumOutline, { x, scale, palette, colour }: Curve): string {
  const shown = thinned(points, 1200);
  const path = shown
    .map(({ index, value }, at) => `${at === 0 ? 'M' : 'L'}${round(x(index))} ${round(scale.at(value))}`)
    .join('');
  const dots = estimated ? [] : shown.filter(({ undecided }) => undecided || points.length <= dotLimit);
  return [
    tag('path', {
      d: path,
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.5,
      'stroke-dasharray': estimated ? '6 3' : undefined,
    }),
    ...dots.map(({ index, value, undecided }) =>
      tag('circle', {
        cx: round(x(index)),
        cy: round(scale.at(value)),
        r: 2.5,
        fill: undecided ? palette.background : colour,
        stroke: colour,
      }),
    ),
  ].join('');
}

/** Only where there is something to tell apart. */
function legend(subjects: readonly Subject<Spectrum>[], palette: Palette): string {
  if (subjects.length < 2) return '';
  let x = margin.left;
  return subjects
    .map(({ label: name }, index) => {
      const from = x;
      x += 30 + 7 * name.length;
      const colour = index === 0 ? palette.top : palette.baseline;
      return (
        tag('circle', { cx: from + 4, cy: 12, r: 4, fill: colour }) + label(name, from + 14, 16, palette.foreground)
      );
    })
    .join('');
}
