import { reportOf, type AnalysisState } from '../report/analysis-state';
import { expectationState } from '../report/diagnostic';
import type { Report } from '../report/report';
import type { Range } from '../spec/problem';
import type { SpecificationDocument } from './document';
import { isPending, kappaTitle, progressTitle } from './kappa-title';
import type { CodeLens } from './types';

/** Lenses at the model (kappa, the state of its analysis, what can be done with it) and at every expectation. */
export function doCodeLens(document: SpecificationDocument, state?: AnalysisState): readonly CodeLens[] {
  const { architecture, draft } = document.specification;
  const range = (architecture ?? draft)?.nameRange;
  if (!range) return [];
  const report = reportOf(state, document.hash);
  return [
    ...stateLenses(document, range, state),
    ...(report && !isPending(report) ? [action(range, 'compare with last saved', 'compareWithSaved')] : []),
    ...(report ? expectationLenses(report) : []),
  ];
}

/** First what is known, then the panel. */
function stateLenses(document: SpecificationDocument, range: Range, state?: AnalysisState): readonly CodeLens[] {
  const panel = action(range, 'open panel', 'openPanel');
  const report = reportOf(state, document.hash);
  const known = report && kappaTitle(report);
  const current = state?.hash === document.hash ? state.status : undefined;
  const progress = progressTitle(document, state);
  if (!document.specification.architecture) return [lens(range, progress, null), panel];
  switch (current) {
    case 'fresh':
      return [lens(range, known ?? progress, 'openPanel'), panel];
    case 'analysing':
      return [lens(range, known === undefined ? progress : `${known} (${progress})`, null), panel];
    case 'failed':
      return [lens(range, progress, 'analyse'), panel];
    default:
      return [action(range, 'analyse', 'analyse'), panel];
  }
}

function expectationLenses(report: Report): readonly CodeLens[] {
  const decided = report.expectations.filter(({ holds }) => holds !== null || !isPending(report));
  return decided.map((expectation) =>
    lens(expectation.range, `${marks[expectationState(expectation)]}: ${expectation.actual}`, null),
  );
}

const marks = { holds: '✓ holds', failed: '✗ failed', 'cannot tell': '? cannot tell' } as const;

function lens(range: Range, title: string, command: CodeLens['command']): CodeLens {
  return { range, title, informs: true, command };
}

function action(range: Range, title: string, command: CodeLens['command']): CodeLens {
  return { range, title, informs: false, command };
}
