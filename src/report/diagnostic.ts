import type { Problem, Range, Severity } from '../spec/problem';
import type { Outcome } from './outcome';
import type { ExpectationResult, Fix } from './report';

/** What problems of the specification and findings of the analysis have in common: what a message shows. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly layer: string | null;
  readonly hint: string | null;
  readonly documentation: string;
  readonly related: readonly { readonly message: string; readonly range: Range }[];
  readonly fixes: readonly Fix[];
}

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Whether `severity` is as bad as `level` or worse. */
export function reaches(severity: Severity, level: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(level);
}

/** Path of a rule's page in the package. */
export function documentationOf(code: string): string {
  return `docs/rules/${code}.md`;
}

/** A problem of the specification as a message. */
export function problemDiagnostic(problem: Problem): Diagnostic {
  return {
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    range: problem.range,
    layer: null,
    hint: problem.hint ?? null,
    documentation: documentationOf(problem.code),
    related: problem.related ?? [],
    fixes: problem.fix ? [{ ...problem.fix, predicted: null, measured: null }] : [],
  };
}

/** Every message about one file: problems of the text and findings, worst first, then in the order of the text. */
export function diagnosticsOf({ problems, report }: Outcome): readonly Diagnostic[] {
  return [...problems.map(problemDiagnostic), ...(report?.findings ?? [])].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.range.start - b.range.start,
  );
}

/** `holds`, `failed`, or `cannot tell` where an interval straddles the limit or the figure was not computed. */
export function expectationState({ holds }: ExpectationResult): 'holds' | 'failed' | 'cannot tell' {
  if (holds === null) return 'cannot tell';
  return holds ? 'holds' : 'failed';
}
