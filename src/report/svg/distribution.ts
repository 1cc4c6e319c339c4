import { tag } from '../markup';
import { countOf, formatNumber } from '../numbers';
import type { Distribution } from '../report';
import { drawing, type DrawingOptions, label, line, round, type Subject } from './drawing';
import { logScale } from './log-scale';

const margin = 24;
const rowHeight = 56;

/** Kappa over initialisations: every draw as a ring, half of them in a box around the median, nine in ten on the line through it. */
export function renderDistribution(
  subjects: readonly Subject<Distribution>[],
  { palette, width = 720 }: DrawingOptions,
): string {
  const values = subjects.flatMap(({ value }) => [...value.values, ...value.quantiles]);
  const scale = logScale(values, { from: margin, to: width - margin, limit: Math.floor((width - 2 * margin) / 56) });
  if (scale === undefined) return '';
  const bottom = subjects.length * rowHeight + 4;
  const title = subjects
    .map(
      ({ label: name, value }) => `${name}: median ${formatNumber(value.median)} over ${countOf(value.seeds, 'seed')}`,
    )
    .join('; ');
  const axis = scale.marks.map(
    ({ at, label: text }) =>
      line([at, 0], [at, bottom], palette.grid) + label(text, at, bottom + 16, palette.muted, 'middle'),
  );
  const rows = subjects.map(({ label: name, value: { values: draws, median, quantiles } }, index) => {
    const middle = index * rowHeight + 34;
    const [low, lowerQuarter, upperQuarter, high] = quantiles.map(scale.at);
    const box = { x: round(lowerQuarter), y: middle - 12, width: round(upperQuarter - lowerQuarter), height: 24 };
    const colour = index === 0 ? palette.top : palette.baseline;
    return [
      line([low, middle], [high, middle], palette.foreground),
      tag('rect', { ...box, fill: palette.certified, stroke: palette.foreground }),
      line([scale.at(median), middle - 12], [scale.at(median), middle + 12], palette.foreground),
      ...draws.map((kappa) =>
        tag('circle', { cx: round(scale.at(kappa)), cy: middle, r: 3.5, fill: 'none', stroke: colour }),
      ),
      subjects.length > 1 ? label(name, margin, middle - 18, palette.foreground) : '',
    ].join('');
  });
  return drawing({ width, height: bottom + 26, palette, title }, ...axis, ...rows);
}
