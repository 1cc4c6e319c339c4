import { formatCount, formatNumber, formatShape, formatShare } from '../numbers';
import type { LayerReport, Report } from '../report';
import { bar } from './bar';
import type { Canvas } from './canvas';
import { table, type Column } from './table';
import { visible, wrap } from './text-width';

/** Rows shown; of a deeper network those with the largest shares. */
const rowLimit = 40;

/** One row a layer: shape, parameters, weight in the bound, and its share of either end of the spectrum; the owner of the bottom marked. */
export function layers(report: Report, { paint, width }: Canvas): readonly string[] {
  if (report.layers.length === 0) return [];
  const shown = mostInvolved(report.layers, rowLimit);
  const barWidth = width >= 120 ? 14 : width >= 100 ? 10 : 6;
  const has = (figure: (layer: LayerReport) => number | null) => shown.some((layer) => figure(layer) !== null);
  const shareColumn = (
    title: string,
    share: (layer: LayerReport) => number | null,
    colour: 'cyan' | 'yellow',
  ): Column<LayerReport>[] =>
    has(share)
      ? [
          { title, align: 'right', cell: (layer) => formatShare(share(layer)) },
          {
            title: '',
            cell: (layer) => bar(share(layer), barWidth).padEnd(barWidth),
            paint: (text) => paint(colour, text),
          },
        ]
      : [];
  const rows = table<LayerReport>(
    shown,
    [
      { title: '', cell: ({ owner }) => (owner ? '►' : ' '), paint: (text) => paint('red', text) },
      {
        title: 'layer',
        cell: ({ name }) => visible(name),
        shrinkTo: 8,
        paint: (text, { owner }) => (owner ? paint('bold', text) : text),
      },
      { title: 'kind', cell: ({ kind }) => visible(kind), shrinkTo: 6, paint: (text) => paint('dim', text) },
      {
        title: 'shape',
        cell: (layer) => `${formatShape(layer.inputShape)} → ${formatShape(layer.outputShape)}`,
        shrinkTo: 8,
      },
      { title: 'parameters', align: 'right', cell: parametersOf },
      ...(has(({ alpha }) => alpha)
        ? [
            {
              title: 'alpha',
              align: 'right' as const,
              cell: ({ alpha }: LayerReport) => formatNumber(alpha === null ? null : Number(alpha.toPrecision(3))),
            },
          ]
        : []),
      ...shareColumn('top', ({ topShare }) => topShare, 'cyan'),
      ...shareColumn('bottom', ({ bottomShare }) => bottomShare, 'yellow'),
      ...(width >= 120 && has(({ traceShare }) => traceShare)
        ? [{ title: 'trace', align: 'right' as const, cell: ({ traceShare }: LayerReport) => formatShare(traceShare) }]
        : []),
      ...(has(({ deadUnits }) => deadUnits)
        ? [
            {
              title: 'dead',
              align: 'right' as const,
              cell: ({ deadUnits }: LayerReport) => (deadUnits === null ? '-' : formatCount(deadUnits)),
            },
          ]
        : []),
    ],
    width,
  );
  return [
    ...rows,
    ...notes(report.layers, shown).flatMap((note) => wrap(note, width).map((line) => paint('dim', line))),
  ];
}

/** The `limit` layers with the largest share of either end of the spectrum, in the order of the network. */
export function mostInvolved(all: readonly LayerReport[], limit: number): readonly LayerReport[] {
  if (all.length <= limit) return all;
  const weight = ({ owner, topShare, bottomShare }: LayerReport) =>
    owner ? 2 : Math.max(topShare ?? 0, bottomShare ?? 0);
  const chosen = new Set([...all].sort((a, b) => weight(b) - weight(a)).slice(0, limit));
  return all.filter((layer) => chosen.has(layer));
}

function parametersOf({ parameters, trainable }: LayerReport): string {
  if (parameters === 0) return '-';
  return trainable ? formatCount(parameters) : `${formatCount(parameters)} frozen`;
}

function notes(all: readonly LayerReport[], shown: readonly LayerReport[]): readonly string[] {
  const hidden = all.length - shown.length;
  return [
    ...(all.some(({ owner }) => owner)
      ? ['► owns the largest share of the bottom eigenvector: blame it for the smallest eigenvalue.']
      : []),
    ...(hidden > 0 ? [`${formatCount(hidden)} more layers with smaller shares; --format csv lists them all.`] : []),
  ];
}
