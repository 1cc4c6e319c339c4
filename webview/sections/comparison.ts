import { formatNumber } from '../../src/report/numbers';
import type { Host } from '../state/host';
import { figuresOf, type PanelModel } from '../state/model';
import { button } from '../ui/components';
import { h, replaceChildren } from '../ui/h';
import type { Part } from '../ui/section';

/** What the figures are compared with, by how much kappa changed, and the way back. */
export function comparison(host: Host): Part {
  const sentence = h('span', { 'data-testid': 'comparison-text' });
  const element = h(
    'div',
    { class: 'comparison', role: 'region', 'aria-label': 'Comparison', 'data-testid': 'comparison', hidden: true },
    h('span', { class: 'key', 'aria-hidden': 'true' }),
    sentence,
    button({ label: 'End comparison', testId: 'end-comparison', onClick: () => host.post({ type: 'endComparison' }) }),
  );
  return {
    element,
    update(model) {
      element.hidden = model.baseline === null;
      replaceChildren(sentence, ...words(model));
    },
  };
}

function words(model: PanelModel) {
  if (model.baseline === null) return [];
  const { label, report } = model.baseline;
  const before = report.spectrum.kappa;
  const after = figuresOf(model)?.report.spectrum.kappa ?? null;
  return [
    'Compared with ',
    h('strong', {}, label),
    before !== null && after !== null && `: ${change(before, after)}`,
    '.',
  ];
}

/** `kappa 805.051 → 124.682, 6.46 times smaller`. */
function change(before: number, after: number): string {
  const [from, to] = [formatNumber(before), formatNumber(after)];
  if (from === to) return `kappa ${to}, unchanged`;
  const ratio = formatNumber(Number(Math.max(after / before, before / after).toPrecision(3)));
  return `kappa ${from} → ${to}, ${ratio} times ${after < before ? 'smaller' : 'larger'}`;
}
