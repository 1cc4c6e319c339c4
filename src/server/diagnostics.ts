import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { AnalysisState } from '../report/analysis-state';
import { doValidation } from '../service/validation';
import type { Severity } from '../spec/problem';
import type { Documentation } from './documentation';
import type { OpenDocument } from './open-document';
import { toRange } from './positions';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Everything to be said of a document as the client shows it. */
export function diagnosticsOf(
  { source, positions }: OpenDocument,
  state: AnalysisState,
  documentation: Documentation,
): LspDiagnostic[] {
  return doValidation(source, state).map(
    ({ code, severity, message, range, documentation: page, related, unnecessary }) => ({
      range: toRange(positions, range),
      severity: severities[severity],
      code,
      codeDescription: { href: documentation.address(page) },
      source: 'kappa',
      message,
      ...(unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
      ...(related.length > 0 && {
        relatedInformation: related.map((each) => ({
          message: each.message,
          location: { uri: source.uri, range: toRange(positions, each.range) },
        })),
      }),
    }),
  );
}
