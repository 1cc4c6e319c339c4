import type { AnalysisState } from '../report/analysis-state';
import { countOf, formatShare } from '../report/numbers';
import type { Report } from '../report/report';
import { bracketPhrase, kappaPhrase } from '../report/summary';
import { verdictOn } from '../report/verdict';
import type { SpecificationDocument } from './document';

/** `kappa 124.682, moderately conditioned`; while it is still to come its certified bracket. Undefined when nothing is known yet. */
export function kappaTitle(report: Report): string | undefined {
  const known = knownKappa(report);
  const verdict = isPending(report) ? undefined : verdictOn(report);
  return known && `kappa ${known}${verdict === undefined ? '' : `, ${verdict}`}`;
}

/** The same without the verdict, as short as can be: `κ 124.682`. */
export function kappaLabel(report: Report): string | undefined {
  const known = knownKappa(report);
  return known && `κ ${known}`;
}

function knownKappa(report: Report): string | undefined {
  if (!isPending(report)) return kappaPhrase(report);
  const certified = bracketPhrase(report.bracket);
  return certified && `certified ${certified}`;
}

/** The stage that gives the spectrum is still to come. */
export function isPending({ spectrum }: Report): boolean {
  return spectrum.kappa === null && spectrum.skipped === null;
}

/** How far the analysis of this text has come, where it has no finished report. */
export function progressTitle({ specification, hash }: SpecificationDocument, state?: AnalysisState): string {
  const errors = specification.problems.filter(({ severity }) => severity === 'error');
  if (!specification.architecture) return `not analysed: ${countOf(errors.length, 'error')}`;
  if (state?.hash !== hash) return 'not analysed yet';
  switch (state.status) {
    case 'idle':
    case 'invalid':
      return 'not analysed yet';
    case 'analysing': {
      const { stage, fraction } = state.progress ?? { stage: undefined, fraction: null };
      const part = fraction === null ? '' : `, ${formatShare(fraction)}`;
      return stage === undefined ? 'analysing' : `analysing: ${stage}${part}`;
    }
    case 'failed':
      return `analysis failed: ${state.message}`;
    case 'fresh':
      return 'analysed';
  }
}
