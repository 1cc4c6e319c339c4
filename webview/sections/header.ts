import { formatDuration } from '../../src/report/numbers';
import { kappaHeadline } from '../../src/report/kappa-headline';
import { dataSentence, modelSentence } from '../../src/report/sentences';
import { rankSentence } from '../../src/report/summary';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { Host } from '../state/host';
import { figuresOf, isPending, type PanelModel } from '../state/model';
import { button } from '../ui/components';
import { was } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import type { Part } from '../ui/section';

/** Name, kappa in large letters with its exactness and verdict, what the analysis is doing, and what can be done about it. */
export function header(host: Host): Part {
  const title = h('div', { class: 'title' });
  const headline = h('div', { class: 'headline' });
  const status = h('div', { class: 'status' });
  const facts = h('div', { class: 'facts' });
  const element = h('header', { class: 'panel-header' }, title, headline, status, facts);
  return {
    element,
    update(model) {
      replaceChildren(title, ...titleOf(model));
      replaceChildren(headline, ...headlineOf(model));
      replaceChildren(status, ...statusOf(model, host));
      replaceChildren(facts, ...factsOf(model));
    },
  };
}

function titleOf(model: PanelModel) {
  const { document } = model;
  const name = figuresOf(model)?.report.model.name;
  return [
    h('h1', { 'data-testid': 'model' }, name ?? document?.name ?? 'Kappa Lens'),
    name !== undefined &&
      document &&
      h('span', { class: 'file', 'data-testid': 'file', title: document.uri }, document.name),
  ];
}

function headlineOf(model: PanelModel) {
  const figures = figuresOf(model);
  const pending = isPending(model) && (figures?.report.spectrum.kappa ?? null) === null;
  if (figures === null || pending) {
    const bracket = figures && kappaHeadline(figures.report);
    return [
      h('span', { class: 'symbol', 'aria-hidden': 'true' }, 'κ'),
      h(
        'span',
        { class: 'kappa open', 'data-testid': 'kappa', 'aria-label': 'kappa, not known yet' },
        bracket?.figure ?? '-',
      ),
      h(
        'span',
        { class: 'verdict unknown', 'data-testid': 'verdict' },
        bracket && bracket.figure !== '-' ? 'from the bounds so far' : '',
      ),
      h('p', { class: 'interval', 'data-testid': 'interval' }, '\u00a0'),
    ];
  }
  const { figure, value, detail, verdict, tone } = kappaHeadline(figures.report);
  return [
    h('span', { class: 'symbol', 'aria-hidden': 'true' }, 'κ'),
    h('span', { class: value === null ? 'kappa open' : 'kappa', 'data-testid': 'kappa', 'data-value': value }, figure),
    h('span', { class: `verdict ${tone}`, 'data-testid': 'verdict', 'data-tone': tone }, verdict),
    was(figures.baseline?.report.spectrum.kappa),
    h('p', { class: 'interval', 'data-testid': 'interval' }, detail),
  ];
}

function statusOf({ state, document }: PanelModel, host: Host) {
  const analyse = (label: string) =>
    button({ label, look: 'primary', id: 'analyse', testId: 'analyse', onClick: () => host.post({ type: 'analyse' }) });
  return [
    h('span', { class: 'state', 'data-testid': 'state', 'data-status': state?.status ?? 'empty' }, sentence(state)),
    state?.status === 'idle' && analyse('Analyse'),
    state?.status === 'failed' && document && analyse('Try again'),
    state?.status === 'analysing' &&
      button({ label: 'Cancel', id: 'cancel', testId: 'cancel', onClick: () => host.post({ type: 'cancel' }) }),
  ];
}

function sentence(state: AnalysisState | null): string {
  switch (state?.status) {
    case undefined:
      return 'Open a specification, .arch or .arch.json, to see how well it is conditioned.';
    case 'idle':
      return 'Not analysed since the last edit.';
    case 'invalid':
      return 'The specification has errors; the Problems view lists them.';
    case 'failed':
      return state.message;
    case 'fresh': {
      const total = state.report.timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      return `Up to date, analysed in ${formatDuration(total)}.`;
    }
    case 'analysing': {
      const { stage, fraction } = state.progress ?? { stage: 'starting', fraction: null };
      return `Analysing: ${stage}${fraction === null ? '' : `, ${Math.floor(100 * fraction)} %`}`;
    }
  }
}

function factsOf(model: PanelModel) {
  const report = figuresOf(model)?.report;
  // Holds the place of the first report's lines.
  if (report === undefined) return isPending(model) ? [h('p')] : [];
  return [
    h('p', { 'data-testid': 'rank' }, report.spectrum.method === 'not computed' ? null : rankSentence(report.spectrum)),
    h('p', {}, unbroken(modelSentence(report))),
    h('p', {}, unbroken(dataSentence(report))),
  ];
}

/** Lines break between the facts rather than inside them. */
function unbroken(sentence: string) {
  return sentence.split(' · ').flatMap((fact, at) => [at > 0 && ' · ', h('span', { class: 'fact' }, fact)]);
}
