import type { Comparison, LayerChange } from '../comparison';
import { changedLayers, changeMarks, changePhrase, figureRows, sharePhrase } from '../comparison-table';
import { countOf } from '../numbers';
import type { Finding } from '../report';
import { canvas, type Canvas, type Colour } from './canvas';
import { table } from './table';
import { visible, wrap } from './text-width';

/** Layers shown; of more those whose share of the slowest direction changed most. */
const rowLimit = 30;

/** Two reports side by side for a terminal. Ends with a line feed. */
export function renderComparisonText(comparison: Comparison, options: { width: number; colour: boolean }): string {
  const surface = canvas(options);
  const blocks = [
    figures(comparison, surface),
    layers(comparison, surface),
    findings('Findings gone', comparison.findings.gone, surface),
    findings('New findings', comparison.findings.new, surface),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** `old.arch → new.arch: kappa 805.051 → 124.682, 6.46 times lower`. */
export function renderComparisonLine(comparison: Comparison): string {
  const { label, kappa } = comparison;
  const [{ before, after }] = figureRows(comparison);
  return `${visible(label.before)} → ${visible(label.after)}: kappa ${before} → ${after}, ${changePhrase(kappa)}\n`;
}

const trendColours: Readonly<Record<Comparison['kappa']['trend'], Colour>> = {
  lower: 'green',
  higher: 'red',
  unchanged: 'dim',
  'cannot tell': 'yellow',
};

function figures(comparison: Comparison, { paint, width }: Canvas): readonly string[] {
  const { label, kappa } = comparison;
  const rows = table(
    figureRows(comparison),
    [
      { title: '', cell: ({ title }) => title, paint: (text) => paint('dim', text) },
      { title: `before: ${visible(label.before)}`, cell: ({ before }) => before, shrinkTo: 12 },
      { title: `after: ${visible(label.after)}`, cell: ({ after }) => after, shrinkTo: 12 },
    ],
    width,
  );
  return [`kappa ${paint(trendColours[kappa.trend], paint('bold', changePhrase(kappa)))}`, '', ...rows];
}

function layers(comparison: Comparison, { paint, width }: Canvas): readonly string[] {
  const { changed, unchanged } = changedLayers(comparison);
  if (changed.length === 0) return [];
  const shown = mostChanged(changed);
  const rows = table<LayerChange>(
    shown,
    [
      { title: '', cell: ({ change }) => changeMarks[change] },
      { title: 'layer', cell: ({ name }) => visible(name), shrinkTo: 8 },
      { title: 'of the slowest direction', cell: (layer) => sharePhrase(layer.bottomShare, layer) },
      { title: 'of the steepest direction', cell: (layer) => sharePhrase(layer.topShare, layer) },
    ],
    width,
  );
  const notes = [
    ...(changed.length > shown.length ? [`${countOf(changed.length - shown.length, 'more layer')} changed less.`] : []),
    ...(unchanged > 0 ? [`${countOf(unchanged, 'layer')} as before.`] : []),
  ];
  return [paint('bold', 'Layers'), ...rows, ...notes.map((note) => paint('dim', note))];
}

function mostChanged(changed: readonly LayerChange[]): readonly LayerChange[] {
  if (changed.length <= rowLimit) return changed;
  const size = ({ bottomShare: { before, after } }: LayerChange) => Math.abs((after ?? 0) - (before ?? 0));
  const chosen = new Set(changed.toSorted((a, b) => size(b) - size(a)).slice(0, rowLimit));
  return changed.filter((layer) => chosen.has(layer));
}

function findings(title: string, all: readonly Finding[], { paint, width }: Canvas): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.flatMap(({ severity, code, message }) => {
    const [first, ...others] = wrap(`${severity} ${code}: ${visible(message)}`, width - 2);
    return [`  ${first}`, ...others.map((line) => `    ${line}`)];
  });
  return [paint('bold', title), ...lines];
}
