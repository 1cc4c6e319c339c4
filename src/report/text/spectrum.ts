import { countOf, formatNumber } from '../numbers';
import type { Report, SpectralDensity, Spectrum } from '../report';
import { densitySentence } from '../sentences';
import { type SpectrumPoint, spectrumPoints } from '../spectrum-points';
import type { Canvas } from './canvas';
import { wrap } from './text-width';

const height = 8;
const gutter = 8;
const levels = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * Eigenvalues, descending, as columns on a logarithmic scale; the rank cut as a dotted line, undecided eigenvalues shaded. A density where
 * there are none: columns up to the eigenvalues that it expects.
 */
export function spectrum({ spectrum: figures }: Report, canvas: Canvas): readonly string[] {
  const { eigenvalues, density } = figures;
  if (eigenvalues === null && density !== null) return estimated(density, canvas);
  if (eigenvalues === null || eigenvalues.length === 0) return [];
  const columns = columnsOf(figures, canvas.width - gutter - 2);
  const scale = scaleOf([...columns.map(({ value }) => value), ...(figures.cut === null ? [] : [figures.cut])]);
  const mark = figures.cut === null ? null : { level: figures.cut, title: '┈ cut' };
  return [...rows(columns, scale, mark, canvas), ...legend(figures, eigenvalues, canvas)];
}

function estimated(density: SpectralDensity, canvas: Canvas): readonly string[] {
  const { unresolved } = density;
  const mark = unresolved && { level: unresolved.level, title: '┈ zero?' };
  const room = canvas.width - gutter - 2 - (mark?.title.length ?? 0);
  const columns = Array.from({ length: room }, (_, column): SpectrumPoint => {
    const above = (column + 0.5) / room;
    const level = density.points.find(([, share]) => share >= 1 - above)![0];
    const isZero = unresolved !== null && 1 - above <= unresolved.share;
    return { index: column, value: isZero ? 0 : level, undecided: false };
  });
  const scale = scaleOf(density.points.map(([level]) => level));
  const words = wrap(densitySentence(density), canvas.width - gutter);
  return [
    ...rows(columns, scale, mark, canvas),
    ...words.map((line) => canvas.paint('dim', `${' '.repeat(gutter)}${line}`)),
  ];
}

/** One column an eigenvalue, or the one in the middle of each group when there are more than fit; the two ends are always shown. */
function columnsOf(figures: Spectrum, width: number): readonly SpectrumPoint[] {
  const all = spectrumPoints(figures);
  const count = Math.min(width, all.length);
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? all[0] : all[Math.round((index * (all.length - 1)) / (count - 1))],
  );
}

interface Scale {
  readonly first: number;
  readonly last: number;
}

function scaleOf(values: readonly number[]): Scale {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const first = Math.floor(Math.min(...logs) - 1e-9);
  return { first, last: Math.max(Math.ceil(Math.max(...logs)), first + 1) };
}

function rows(
  columns: readonly SpectrumPoint[],
  { first, last }: Scale,
  mark: { readonly level: number; readonly title: string } | null,
  { paint }: Canvas,
): readonly string[] {
  const eighthsOf = (value: number) =>
    value > 0 ? Math.max(1, Math.round(((Math.log10(value) - first) / (last - first)) * height * 8)) : 0;
  const markRow = mark !== null && mark.level > 0 ? Math.floor((eighthsOf(mark.level) - 1) / 8) : -1;
  return Array.from({ length: height }, (_, fromTop) => {
    const row = height - 1 - fromTop;
    const cells = columns.map(({ value, undecided }) => {
      const filled = Math.max(0, Math.min(8, eighthsOf(value) - 8 * row));
      if (filled === 0) return row === markRow ? '┈' : ' ';
      return undecided ? paint('yellow', '░') : paint('cyan', levels[filled]);
    });
    const label = fromTop === 0 ? `1e${last}` : row === 0 ? `1e${first}` : '';
    const title = mark !== null && row === markRow ? paint('yellow', mark.title) : '';
    return `${paint('dim', `${label.padStart(gutter - 2)} │`)}${cells.join('')}${title}`.trimEnd();
  });
}

function legend(
  { undecided, cut, trace, lambdaMax, lambdaMin }: Spectrum,
  eigenvalues: readonly number[],
  { paint, width }: Canvas,
): readonly string[] {
  const figures = [
    `${countOf(eigenvalues.length, 'nonzero eigenvalue')}`,
    `largest ${formatNumber(lambdaMax)}`,
    `smallest ${formatNumber(lambdaMin)}`,
    ...(trace === null ? [] : [`trace ${formatNumber(trace)}`]),
    ...(cut === null ? [] : [`zero below ${formatNumber(cut)}`]),
  ];
  const indent = ' '.repeat(gutter);
  const facts = wrap(figures.join(' · '), width - gutter).map((line) => paint('dim', `${indent}${line}`));
  if (undecided.length === 0) return facts;
  return [
    ...facts,
    paint('yellow', `${indent}░ undecided: ${countOf(undecided.length, 'eigenvalue')} within rounding of zero`),
  ];
}
