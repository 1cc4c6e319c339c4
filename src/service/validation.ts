import type { AnalysisState } from '../report/analysis-state';
import { documentationOf, problemDiagnostic, reaches, type Diagnostic as Message } from '../report/diagnostic';
import { countOf } from '../report/numbers';
import type { Problem } from '../spec/problem';
import type { SpecificationDocument } from './document';
import type { Diagnostic } from './types';

/**
 * Everything that is wrong with a document or was found in it: the problems of the text, and once these leave an architecture, what
 * its analysis met and found. What a `repeat` meets in several iterations is one diagnostic.
 */
export function doValidation(document: SpecificationDocument, state?: AnalysisState): readonly Diagnostic[] {
  return messagesOf(document, state).map(diagnostic);
}

/** The same messages with their fixes and layers. */
export function messagesOf(document: SpecificationDocument, state?: AnalysisState): readonly Message[] {
  const { problems, architecture } = document.specification;
  const ofText = problems.map(problemDiagnostic);
  if (!architecture || state?.hash !== document.hash) return ofText;
  const known = new Set(problems.map(identity));
  const ofAnalysis = problemsOf(state).filter((problem) => !known.has(identity(problem)));
  return [...ofText, ...ofAnalysis.map(problemDiagnostic), ...oncePerStatement(findingsOf(state))];
}

function problemsOf(state: AnalysisState): readonly Problem[] {
  return state.status === 'fresh' || state.status === 'failed' ? state.problems : [];
}

function findingsOf(state: AnalysisState): readonly Message[] {
  return state.status === 'fresh' || state.status === 'analysing' ? (state.report?.findings ?? []) : [];
}

function identity({ code, range, message }: Problem): string {
  return `${code} ${range.start} ${range.end} ${message}`;
}

/** Of findings with one code on one statement keeps the first, which says how many iterations share it, with the worst severity of all. */
function oncePerStatement(findings: readonly Message[]): readonly Message[] {
  const groups = new Map<string, Message[]>();
  for (const finding of findings) {
    const { code, range, layer, message } = finding;
    const key = `${code} ${range.start} ${range.end} ${layer === null ? message : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map(merged);
}

function merged(group: readonly Message[]): Message {
  const [first, ...others] = group;
  const layers = new Set(group.map(({ layer }) => layer));
  const more = layers.size - 1;
  return {
    ...first,
    message: more > 0 ? `${first.message} (and ${countOf(more, 'more iteration')})` : first.message,
    severity: others.reduce((worst, { severity }) => (reaches(severity, worst) ? severity : worst), first.severity),
  };
}

/** What these codes mark does nothing: ignore comments and allowances without effect, layers that nobody reads. */
const unnecessary: ReadonlySet<string> = new Set(['K012', 'K048', 'K091']);

function diagnostic({ code, severity, message, hint, range, related }: Message): Diagnostic {
  return {
    code,
    severity,
    message: hint === null ? message : `${message}\n${hint}`,
    range,
    documentation: documentationOf(code),
    related,
    unnecessary: unnecessary.has(code),
  };
}
