import type { AnalysisState } from '../report/analysis-state';
import { formatNumber } from '../report/numbers';
import type { Report } from '../report/report';
import { kappaPhrase } from '../report/summary';
import { verdictOn } from '../report/verdict';

export interface Status {
  /** With icons of the editor, `$(sync~spin)`. */
  readonly text: string;
  readonly tooltip: string;
}

/** What the status bar says of a specification; undefined state: the server has not spoken of it yet. */
export function statusOf(state: AnalysisState | undefined): Status {
  switch (state?.status) {
    case undefined:
      return { text: '$(sync~spin) κ', tooltip: 'The analysis starts.' };
    case 'idle':
      return { text: '$(circle-outline) κ', tooltip: 'Not analysed.' };
    case 'invalid':
      return { text: '$(error) κ', tooltip: 'The specification has errors.' };
    case 'failed':
      return { text: '$(error) κ', tooltip: state.message };
    case 'analysing': {
      const { progress, report } = state;
      const figure = report ? ` ${shortKappa(report)}` : '';
      return {
        text: `$(sync~spin) κ${figure}`,
        tooltip: progress ? `Analysing: ${progress.stage}.` : 'Analysing.',
      };
    }
    case 'fresh': {
      const verdict = verdictOn(state.report);
      return {
        text: `κ ${shortKappa(state.report)}`,
        tooltip: `κ ${kappaPhrase(state.report)}${verdict ? `: ${verdict}` : ''}.`,
      };
    }
  }
}

/** The measured figure, else the certified end that says more; `?` where the rank is undecided or nothing is known. */
function shortKappa({ spectrum, bracket }: Report): string {
  if (spectrum.kappa !== null) return spectrum.rankCertain ? formatNumber(spectrum.kappa) : '?';
  if (bracket.high !== null) return `≤ ${formatNumber(bracket.high)}`;
  return bracket.low !== null ? `≥ ${formatNumber(bracket.low)}` : '?';
}
