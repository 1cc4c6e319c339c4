import { isApplying, missingBounds } from '../../src/report/applying-bounds';
import { formatNumber } from '../../src/report/numbers';
import type { Bound } from '../../src/report/report';
import type { Host } from '../state/host';
import { disclosure } from '../ui/disclosure';
import { figure, was } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';

interface Row {
  readonly bound: Bound;
  readonly before: number | null;
}

/** Every bound with its value, its gap to kappa and how far it can be trusted; those that do not apply with the reason. */
export function bounds(host: Host): Part {
  return section({
    id: 'bounds',
    title: 'Bounds',
    always: true,
    read: ({ report, baseline }) => {
      if (report.bounds.length === 0) return null;
      const rows = report.bounds
        .filter(isApplying)
        .sort((a, b) => a.direction.localeCompare(b.direction) || a.value - b.value)
        .map((bound): Row => ({ bound, before: valueIn(baseline?.report.bounds, bound) }));
      return { rows, missing: missingBounds(report) };
    },
    content:
      (body) =>
      ({ rows, missing }) =>
        replaceChildren(
          body,
          rows.length > 0 && table<Row>('Bounds on kappa', columns, rows),
          missing.length > 0 &&
            disclosure(
              {
                id: 'bounds-missing',
                testId: 'bounds-missing',
                summary: `Bounds that do not apply (${missing.reduce((sum, { titles }) => sum + titles.length, 0)})`,
                content: () =>
                  h(
                    'dl',
                    { class: 'reasons' },
                    missing.map(({ reason, titles }) => [h('dt', {}, titles.join(', ')), h('dd', {}, reason)]),
                  ),
              },
              host,
            ),
        ),
  });
}

const columns = [
  {
    title: 'bound',
    cell: ({ bound }: Row) => [bound.title, h('span', { class: 'source' }, bound.reference)],
  },
  { title: 'direction', cell: ({ bound }: Row) => (bound.direction === 'upper' ? 'κ\u00a0≤' : 'κ\u00a0≥') },
  { title: 'value', numeric: true, cell: ({ bound, before }: Row) => [figure(bound.value), ' ', was(before)] },
  { title: 'of κ', numeric: true, cell: ({ bound }: Row) => (bound.gap === null ? '-' : figure(bound.gap, times)) },
  { title: 'trust', cell: ({ bound }: Row) => bound.certainty },
];

/** Three digits: `1.06x`. */
function times(gap: number | null): string {
  return gap === null ? '-' : `${formatNumber(Number(gap.toPrecision(3)))}x`;
}

function valueIn(all: readonly Bound[] | undefined, { id, direction }: Bound): number | null {
  return all?.find((each) => each.id === id && each.direction === direction && each.applies)?.value ?? null;
}
