import { formatCount, formatShape } from '../../src/report/numbers';
import type { LayerReport } from '../../src/report/report';
import { mostInvolved } from '../../src/report/text/layers';
import type { Host } from '../state/host';
import type { PanelModel } from '../state/model';
import { button } from '../ui/components';
import { share, was } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { formatShare } from '../../src/report/numbers';
import { layerImages } from './layer-images';

/** Rows shown at first; of a deeper network those with the largest shares. */
const rowLimit = 40;

interface Row {
  readonly layer: LayerReport;
  /** In the network. */
  readonly at: number;
  readonly topBefore: number | null;
  readonly bottomBefore: number | null;
}

interface Data {
  readonly rows: readonly Row[];
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
        const involved = new Set(
          mostInvolved(
            data.rows.map(({ layer }) => layer),
            rowLimit,
          ),
        );
        const shown = all ? data.rows : data.rows.filter(({ layer }) => involved.has(layer));
        replaceChildren(
          body,
          rowsTable(shown, data.hash, host),
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

function rowsTable(rows: readonly Row[], hash: string, host: Host): HTMLElement {
  return h(
    'table',
    { class: 'layers', 'data-testid': 'layers' },
    h('caption', { class: 'visually-hidden' }, 'Share of each layer in the largest and the smallest eigenvalue'),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'layer'),
        h('th', { scope: 'col', class: 'wide' }, 'shape'),
        h('th', { scope: 'col', class: 'wide numeric' }, 'parameters'),
        h('th', { scope: 'col' }, h('span', { class: 'key top', 'aria-hidden': 'true' }), 'top'),
        h('th', { scope: 'col' }, h('span', { class: 'key bottom', 'aria-hidden': 'true' }), 'bottom'),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((row) => rowOf(row, hash, host)),
    ),
  );
}

function rowOf({ layer, at, topBefore, bottomBefore }: Row, hash: string, host: Host): HTMLElement {
  const { name, kind, range, owner } = layer;
  return h(
    'tr',
    {
      'data-testid': 'layer-row',
      'data-layer': name,
      'data-start': range.start,
      'data-end': range.end,
      onclick: () => host.post({ type: 'reveal', range, hash }),
    },
    h(
      'th',
      { scope: 'row' },
      h('button', { class: 'plain', id: `layer-${at}`, title: 'Show in the source' }, name),
      ' ',
      h('span', { class: 'kind' }, kind),
      owner &&
        h(
          'span',
          { class: 'owner', 'data-testid': 'owner', title: 'Owns the largest share of the bottom eigenvector' },
          'owner of the bottom',
        ),
    ),
    h('td', { class: 'wide' }, `${formatShape(layer.inputShape)} → ${formatShape(layer.outputShape)}`),
    h('td', { class: 'wide numeric' }, parameters(layer)),
    bar('top', layer.topShare, topBefore),
    bar('bottom', layer.bottomShare, bottomBefore),
  );
}

function bar(end: 'top' | 'bottom', value: number | null, before: number | null): HTMLElement {
  const fill = h('span', { class: `fill ${end}` });
  fill.style.setProperty('--share', String(value ?? 0));
  const mark = before === null ? null : h('span', { class: 'mark' });
  mark?.style.setProperty('--share', String(before));
  return h(
    'td',
    { class: 'share' },
    h('span', { class: 'track', 'aria-hidden': 'true' }, fill, mark),
    share(value),
    before !== null && [' ', was(before, formatShare)],
  );
}

function parameters({ parameters: count, trainable }: LayerReport): string {
  if (count === 0) return '-';
  return trainable ? formatCount(count) : `${formatCount(count)} frozen`;
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
