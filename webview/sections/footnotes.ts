import { formatDuration } from '../../src/report/numbers';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';

/** Stages that were not started: why, at what cost, and what is shown instead. */
export function skipped(): Part {
  return section({
    id: 'skipped',
    title: 'Not computed',
    read: ({ report }) => (report.skipped.length === 0 ? null : report.skipped),
    content: (body) => (all) =>
      replaceChildren(
        body,
        h(
          'dl',
          { class: 'reasons' },
          all.map(({ stage, reason, estimate, instead }) => [
            h('dt', { 'data-testid': 'skipped' }, stage),
            h('dd', {}, `${reason} (would take ${estimate}). Shown instead: ${instead}.`),
          ]),
        ),
      ),
  });
}

/** Time by stage, each as it is finished. */
export function timings(): Part {
  return section({
    id: 'timings',
    title: 'Timings',
    read: ({ report }) => (report.timings.length === 0 ? null : report.timings),
    content: (body) => (all) =>
      replaceChildren(
        body,
        h(
          'ul',
          { class: 'timings', 'data-testid': 'timings' },
          all.map(({ stage, milliseconds }) =>
            h(
              'li',
              {},
              h('span', {}, stage),
              ' ',
              h('span', { class: 'figure', 'data-value': milliseconds }, formatDuration(milliseconds)),
            ),
          ),
        ),
      ),
  });
}
