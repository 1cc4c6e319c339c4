import { formatCount } from '../../src/report/numbers';
import { mostInvolved } from '../../src/report/text/layers';
import type { Host } from '../state/host';
import type { PanelModel } from '../state/model';
import { button } from '../ui/components';
import { replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { layerImages } from './layer-images';
import { type LayerRow, layerTable } from './layer-table';

/** Rows shown at first; of a deeper network those with the largest shares. */
const rowLimit = 40;

interface Data {
  readonly rows: readonly LayerRow[];
  readonly hash: string;
}

/** Who owns the two ends of the spectrum: one row a layer, a way to its place in the source, lit while the cursor stands in it. */
export function layers(host: Host): Part {
  let all = false;
  const part = section<Data>({
    id: 'layers',
    title: 'Layers',
    always: true,
    read: ({ report, baseline, hash }) => {
      if (report.layers.length === 0) return null;
      const before = new Map(baseline?.report.layers.map((layer) => [layer.name, layer]));
      const rows = report.layers.map((layer, at) => ({
        layer,
        at,
        topBefore: before.get(layer.name)?.topShare ?? null,
        bottomBefore: before.get(layer.name)?.bottomShare ?? null,
      }));
      return { rows, hash };
    },
    content: (body, tools) => {
      const images = layerImages(host, tools);
      const draw = (data: Data) => {
        const shown = all ? data.rows : learnableRows(data.rows);
        replaceChildren(
          body,
          layerTable(shown, data.hash, host),
          shown.length < data.rows.length &&
            button({
              label: `Show all ${formatCount(data.rows.length)} layers`,
              id: 'all-layers',
              testId: 'all-layers',
              onClick: () => {
                all = true;
                draw(data);
              },
            }),
        );
      };
      return (data) => {
        draw(data);
        images(data.rows.map(({ layer }) => layer));
      };
    },
  });
  return {
    element: part.element,
    update(model) {
      part.update(model);
      highlight(part.element, model);
    },
  };
}

/** Layers without parameters have no share in anything. */
function learnableRows(rows: readonly LayerRow[]): readonly LayerRow[] {
  const learnable = rows.filter(({ layer }) => layer.parameters > 0);
  const involved = new Set(
    mostInvolved(
      learnable.map(({ layer }) => layer),
      rowLimit,
    ),
  );
  return learnable.filter(({ layer }) => involved.has(layer));
}

/** The layers whose statement the cursor stands in; one statement inside a `repeat` is several. */
function highlight(element: HTMLElement, { cursor }: PanelModel): void {
  for (const row of element.querySelectorAll<HTMLElement>('[data-layer]')) {
    const { start, end } = row.dataset;
    const inside = cursor !== null && Number(start) <= cursor && cursor <= Number(end);
    row.classList.toggle('current', inside);
    row.ariaCurrent = inside ? 'location' : null;
  }
}
