import { formatCount, formatShape, formatShare } from '../../src/report/numbers';
import type { LayerReport } from '../../src/report/report';
import type { Host } from '../state/host';
import { share, was } from '../ui/figure';
import { h } from '../ui/h';

export interface LayerRow {
  readonly layer: LayerReport;
  /** In the network. */
  readonly at: number;
  readonly topBefore: number | null;
  readonly bottomBefore: number | null;
}

/** One row a layer with its share of either end as a bar; the longest bar fills its place. */
export function layerTable(rows: readonly LayerRow[], hash: string, host: Host): HTMLElement {
  const shares = rows.flatMap(({ layer, topBefore, bottomBefore }) => [
    layer.topShare,
    layer.bottomShare,
    topBefore,
    bottomBefore,
  ]);
  const longest = shares.reduce<number>((most, each) => Math.max(most, each ?? 0), 0);
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
      rows.map((row) => rowOf(row, { longest, hash, host })),
    ),
  );
}

interface Surroundings {
  /** The largest share on show. */
  readonly longest: number;
  readonly hash: string;
  readonly host: Host;
}

function rowOf({ layer, at, topBefore, bottomBefore }: LayerRow, { longest, hash, host }: Surroundings): HTMLElement {
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
    bar('top', { value: layer.topShare, before: topBefore, longest }),
    bar('bottom', { value: layer.bottomShare, before: bottomBefore, longest }),
  );
}

interface Bar {
  readonly value: number | null;
  readonly before: number | null;
  readonly longest: number;
}

function bar(end: 'top' | 'bottom', { value, before, longest }: Bar): HTMLElement {
  const fill = h('span', { class: `fill ${end}`, hidden: value === null });
  fill.style.setProperty('--share', String((value ?? 0) / longest || 0));
  const mark = before === null ? null : h('span', { class: 'mark' });
  if (before !== null) mark?.style.setProperty('--share', String(before / longest || 0));
  return h(
    'td',
    { class: 'share' },
    h('span', { class: 'track', 'aria-hidden': 'true' }, fill, mark),
    share(value),
    before !== null && h('div', {}, was(before, formatShare)),
  );
}

function parameters({ parameters: count, trainable }: LayerReport): string {
  if (count === 0) return '-';
  return trainable ? formatCount(count) : `${formatCount(count)} frozen`;
}
