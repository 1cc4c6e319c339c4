/** Code actions on small models, with an analysis by hand. */
import type { AnalysisState } from '../../src/report/analysis-state';
import type { Finding, Report } from '../../src/report/report';
import { doCodeActions } from '../../src/service/code-actions';
import type { SpecificationDocument } from '../../src/service/document';
import { linearReport } from '../support/sample-reports/linear';

export const arch = (lines: string) => `model M {\n  input 4\n  ${lines}\n}\n`;
export const json = (layers: string, rest = '') => `{ "input": [4]${rest}, "layers": [${layers}] }`;

export const whole = ({ text }: SpecificationDocument) => ({ start: 0, end: text.length });

export const finding: Finding = {
  code: 'K123',
  severity: 'warning',
  message: 'Units are dead.',
  value: null,
  threshold: null,
  layer: null,
  range: { start: 0, end: 5 },
  documentation: 'docs/rules/K123.md',
  hint: null,
  related: [],
  fixes: [],
};

/** With a fresh analysis that found these. */
export function actionsFor(
  document: SpecificationDocument,
  findings: readonly Finding[],
  kappa: number | null = 805.051,
) {
  const report: Report = { ...linearReport, findings, spectrum: { ...linearReport.spectrum, kappa } };
  const state: AnalysisState = { status: 'fresh', hash: document.hash, report, problems: [] };
  return doCodeActions(document, whole(document), state);
}
