import { formatNumber } from '../numbers';
import { optimisationMethods } from '../optimisation-methods';
import type { LayerReport, Prediction, Report } from '../report';
import type { Canvas } from './canvas';
import { mostInvolved } from './layers';
import { table } from './table';
import { visible, wrap } from './text-width';

const rowLimit = 40;

/** Largest stable learning rates and iterations for ten times less error; gradient descent at its best rate, then at half the largest. */
export function optimisation({ theory }: Report, { paint, width }: Canvas): readonly string[] {
  const figures = theory.optimisation;
  if (figures === null) return [];
  const rows = table(
    optimisationMethods(figures),
    [
      { title: 'method', cell: ({ name }) => name },
      { title: 'largest learning rate', align: 'right', cell: ({ learningRate }) => formatNumber(learningRate) },
      {
        title: 'iterations a decade',
        align: 'right',
        cell: ({ iterations }) => `about ${formatNumber(iterations)}`,
      },
    ],
    width,
  );
  return [...rows, ...wrap(visible(`${figures.note} (${figures.certainty})`), width).map((line) => paint('dim', line))];
}

/** What theory says of the initialisation: the whole model's figures, then one row a layer with a column a figure. */
export function predictions(report: Report, canvas: Canvas): readonly string[] {
  return [...modelPredictions(report.theory.initialisation, canvas), ...layerPredictions(report, canvas)];
}

function modelPredictions(all: readonly Prediction[], { paint, width }: Canvas): readonly string[] {
  if (all.length === 0) return [];
  return table(
    all,
    [
      { title: 'at initialisation', cell: ({ title }) => visible(title), shrinkTo: 20 },
      { title: 'value', align: 'right', cell: ({ value }) => formatNumber(value) },
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

function layerPredictions(report: Report, { paint, width }: Canvas): readonly string[] {
  const shown = mostInvolved(
    report.layers.filter((layer) => layer.predictions.length > 0),
    rowLimit,
  );
  const titles = new Map(shown.flatMap((layer) => layer.predictions.map(({ id, title }) => [id, title] as const)));
  if (titles.size === 0) return [];
  const ids = [...titles.keys()];
  const figure = (layer: LayerReport, id: string) => layer.predictions.find((each) => each.id === id)?.value ?? null;
  const rows = table(
    shown,
    [
      { title: 'layer', cell: ({ name }) => visible(name), shrinkTo: 8 },
      ...ids.map((id, index) => ({
        title: `(${index + 1})`,
        align: 'right' as const,
        cell: (layer: LayerReport) => formatNumber(figure(layer, id)),
      })),
    ],
    width,
  );
  const legend = ids.flatMap((id, index) => {
    const certainty = shown.flatMap((layer) => layer.predictions).find((each) => each.id === id)?.certainty;
    return wrap(visible(`(${index + 1}) ${titles.get(id)} (${certainty})`), width);
  });
  return [...rows, ...legend.map((line) => paint('dim', line))];
}
