import { type Comparison, compareReports } from '../../src/report/comparison';
import { changePhrase } from '../../src/report/comparison-table';
import { countOf, formatNumber } from '../../src/report/numbers';
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
  const { label, report: before } = model.baseline;
  const after = figuresOf(model)?.report;
  return [
    'Compared with ',
    h('strong', {}, label),
    after === undefined ? '.' : `: ${change(compareReports(before, after))}.`,
  ];
}

/** `kappa 805.051 → 124.682, 6.46 times lower; 2 findings gone, 1 layer added`. */
function change({ kappa, findings, layers }: Comparison): string {
  const counts = [
    [findings.gone.length, 'finding', 'gone'],
    [findings.new.length, 'finding', 'new'],
    [layers.filter((layer) => layer.change === 'added').length, 'layer', 'added'],
    [layers.filter((layer) => layer.change === 'removed').length, 'layer', 'removed'],
  ] as const;
  const others = counts.filter(([count]) => count > 0).map(([count, noun, what]) => `${countOf(count, noun)} ${what}`);
  const figures = `kappa ${formatNumber(kappa.before)} → ${formatNumber(kappa.after)}, ${changePhrase(kappa)}`;
  return [figures, ...(others.length > 0 ? [others.join(', ')] : [])].join('; ');
}
