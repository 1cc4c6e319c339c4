import { formatCount, formatNumber, formatShare } from '../../src/report/numbers';
import type { DataSummary } from '../../src/report/report';
import { was } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';

interface Row {
  readonly title: string;
  readonly value: number;
  readonly text: string;
  readonly before: number | null;
  readonly format: (value: number) => string;
}

/** The samples: how many, how they spread, and what is odd about them. */
export function data(): Part {
  return section({
    id: 'data',
    title: 'Data',
    always: true,
    read: ({ report, baseline }) => ({ source: report.data.source, rows: rowsOf(report.data, baseline?.report.data) }),
    content:
      (body) =>
      ({ source, rows }) =>
        replaceChildren(
          body,
          h(
            'dl',
            { class: 'facts-list' },
            h('div', {}, h('dt', {}, 'source'), h('dd', {}, source)),
            rows.map(({ title, value, text, before, format }) =>
              h(
                'div',
                {},
                h('dt', {}, title),
                h('dd', { 'data-value': value }, text, ' ', before !== value && was(before, format)),
              ),
            ),
          ),
        ),
  });
}

function rowsOf(now: DataSummary, earlier: DataSummary | undefined): readonly Row[] {
  const row = (title: string, key: Exclude<keyof DataSummary, 'source'>, format: (value: number) => string): Row[] => {
    const value = now[key];
    return value === null ? [] : [{ title, value, text: format(value), before: earlier?.[key] ?? null, format }];
  };
  const oddities = [
    ...row('duplicates', 'duplicates', formatCount),
    ...row('pairs x, -x', 'antipodal', formatCount),
    ...row('constant features', 'constantFeatures', formatCount),
  ];
  return [
    ...row('samples', 'samples', formatCount),
    ...row('dimension', 'dimension', formatCount),
    ...row('rank of the second moment', 'rank', formatCount),
    ...row('condition of the second moment', 'kappaSigma', formatNumber),
    ...row('share of the mean', 'meanShare', formatShare),
    ...oddities.filter(({ value, before }) => value > 0 || (before ?? 0) > 0),
  ];
}
