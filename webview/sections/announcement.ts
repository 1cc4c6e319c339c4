import { kappaPhrase } from '../../src/report/summary';
import { verdictOn } from '../../src/report/verdict';
import type { PanelModel } from '../state/model';
import { h } from '../ui/h';
import type { Part } from '../ui/section';

/** Tells screen readers of a new kappa, in their own time and only when it changes. */
export function announcement(): Part {
  const element = h('div', {
    class: 'visually-hidden',
    role: 'status',
    'aria-live': 'polite',
    'data-testid': 'announcement',
  });
  return {
    element,
    update(model) {
      const text = sentence(model);
      if (text !== undefined && text !== element.textContent) element.textContent = text;
    },
  };
}

function sentence({ state }: PanelModel): string | undefined {
  if (state?.status === 'failed') return state.message;
  if (state?.status === 'invalid') return 'The specification has errors.';
  if (state?.status !== 'fresh') return undefined;
  const verdict = verdictOn(state.report);
  return `${state.report.model.name}: kappa ${kappaPhrase(state.report)}${verdict === undefined ? '' : `, ${verdict}`}`;
}
