import type { PanelModel } from '../state/model';
import { h } from '../ui/h';
import type { Part } from '../ui/section';

/** A thin bar along the top edge while an analysis runs. */
export function progress(): Part {
  const bar = h('div', { class: 'bar' });
  const element = h(
    'div',
    { class: 'progress', role: 'progressbar', 'aria-label': 'Analysis', 'data-testid': 'progress', hidden: true },
    bar,
  );
  return {
    element,
    update({ state }: PanelModel) {
      element.hidden = state?.status !== 'analysing';
      const fraction = (state?.status === 'analysing' && state.progress?.fraction) || null;
      element.classList.toggle('determinate', fraction !== null);
      element.ariaValueNow = fraction === null ? null : String(Math.round(100 * fraction));
      bar.style.setProperty('--done', String(fraction ?? 0));
    },
  };
}
