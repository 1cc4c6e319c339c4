import { expectationState } from '../../src/report/diagnostic';
import type { Host } from '../state/host';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';

const signs = { holds: '✓', failed: '✗', 'cannot tell': '?' } as const;

/** Each `expect` of the specification, whether it holds, and the figure it was held against. */
export function expectations(host: Host): Part {
  return section({
    id: 'expectations',
    title: 'Expectations',
    read: ({ report, hash }) => (report.expectations.length === 0 ? null : { all: report.expectations, hash }),
    content:
      (body) =>
      ({ all, hash }) =>
        replaceChildren(
          body,
          h(
            'ul',
            { class: 'expectations' },
            all.map((each, at) => {
              const outcome = expectationState(each);
              return h(
                'li',
                { 'data-testid': 'expectation', 'data-outcome': outcome },
                h('span', { class: `sign ${outcome.replace(' ', '-')}`, 'aria-hidden': 'true' }, signs[outcome]),
                h(
                  'button',
                  {
                    class: 'plain',
                    id: `expectation-${at}`,
                    onclick: () => host.post({ type: 'reveal', range: each.range, hash }),
                  },
                  h('code', {}, each.text),
                ),
                h('span', { class: 'outcome' }, outcome),
                h('span', { class: 'quiet' }, each.actual),
              );
            }),
          ),
        ),
  });
}
