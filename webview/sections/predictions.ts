import type { LayerReport, Prediction } from '../../src/report/report';
import type { Host } from '../state/host';
import { disclosure } from '../ui/disclosure';
import { figure } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';

/** What theory says of the initialisation without sampling: of the whole model, and by layer on demand. */
export function predictions(host: Host): Part {
  return section({
    id: 'predictions',
    title: 'At initialisation',
    read: ({ report }) => {
      const model = report.theory.initialisation;
      const layers = report.layers.filter((layer) => layer.predictions.length > 0);
      return model.length + layers.length === 0 ? null : { model, layers };
    },
    content:
      (body) =>
      ({ model, layers }) =>
        replaceChildren(
          body,
          model.length > 0 && table<Prediction>('Predictions for the model', columns, model),
          layers.length > 0 &&
            disclosure(
              { id: 'predictions-layers', summary: `By layer (${layers.length})`, content: () => layerTable(layers) },
              host,
            ),
        ),
  });
}

const columns = [
  { title: 'figure', cell: ({ title, reference }: Prediction) => [title, h('span', { class: 'source' }, reference)] },
  { title: 'value', numeric: true, cell: ({ value }: Prediction) => figure(value) },
  { title: 'trust', cell: ({ certainty }: Prediction) => certainty },
];

function layerTable(layers: readonly LayerReport[]): HTMLElement {
  const titles = new Map(
    layers.flatMap((layer) =>
      layer.predictions.map(({ id, title, certainty }) => [id, `${title} (${certainty})`] as const),
    ),
  );
  return table<LayerReport>(
    'Predictions by layer',
    [
      { title: 'layer', cell: ({ name }) => name },
      ...[...titles].map(([id, title]) => ({
        title,
        numeric: true,
        cell: (layer: LayerReport) => figure(layer.predictions.find((each) => each.id === id)?.value ?? null),
      })),
    ],
    layers,
  );
}
