import type { Problem } from '../../src/spec/problem';
import type { Host } from '../state/host';
import type { PanelModel } from '../state/model';
import { h, replaceChildren } from '../ui/h';
import { severityIcon } from '../ui/icons';
import type { Part } from '../ui/section';

/** Why an analysis failed, one line a problem, each a way to its place in the source. */
export function troubles(host: Host): Part {
  const element = h('ul', { class: 'troubles', 'aria-label': 'Problems', 'data-testid': 'troubles', hidden: true });
  return {
    element,
    update({ state }: PanelModel) {
      const failed = state?.status === 'failed' ? state : null;
      element.hidden = failed === null || failed.problems.length === 0;
      replaceChildren(
        element,
        failed?.problems.map((problem, at) => line(problem, at, failed.hash, host)),
      );
    },
  };
}

function line({ code, severity, message, hint, range }: Problem, at: number, hash: string, host: Host): HTMLElement {
  return h(
    'li',
    { class: 'finding' },
    severityIcon(severity),
    h(
      'div',
      {},
      h(
        'button',
        { class: 'plain', id: `trouble-${at}`, onclick: () => host.post({ type: 'reveal', range, hash }) },
        message,
      ),
      ' ',
      h('span', { class: 'code' }, code),
      hint !== undefined && h('p', { class: 'hint' }, hint),
    ),
  );
}
