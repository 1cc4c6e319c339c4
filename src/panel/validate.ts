/** Messages between the panel's page and its host are checked on both sides: what does not pass is as if it never came. */
import type { AnalysisProgress, AnalysisState } from '../report/analysis-state';
import type { Problem } from '../spec/problem';
import { type Check, index, listOf, nullable, number, oneOf, optional, record, tagged, text } from './check';
import type { Baseline, FromPanel, PanelDocument, ToPanel } from './messages';
import { edit, range, related, report, severity } from './report-check';

/** The value itself if it is a message to the page. Never throws. */
export function readToPanel(value: unknown): ToPanel | undefined {
  return toPanel(value) ? value : undefined;
}

/** The value itself if it is a message of the page. Never throws. */
export function readFromPanel(value: unknown): FromPanel | undefined {
  return fromPanel(value) ? value : undefined;
}

const problem = record<Problem>({
  code: text,
  severity,
  message: text,
  range,
  hint: optional(text),
  fix: optional(record<NonNullable<Problem['fix']>>({ title: text, edits: listOf(edit) })),
  related: optional(listOf(related)),
});

const state: Check<AnalysisState> = tagged<'status', AnalysisState>('status', {
  idle: { hash: text },
  invalid: { hash: text },
  analysing: {
    hash: text,
    progress: nullable(record<AnalysisProgress>({ stage: text, fraction: nullable(number) })),
    report: nullable(report),
  },
  fresh: { hash: text, report, problems: listOf(problem) },
  failed: { hash: text, message: text, problems: listOf(problem) },
});

const toPanel = tagged<'type', ToPanel>('type', {
  state: { document: record<PanelDocument>({ uri: text, name: text, version: number }), state },
  empty: {},
  cursor: { offset: index },
  baseline: { baseline: nullable(record<Baseline>({ label: text, report })) },
});

const format = oneOf('markdown', 'json', 'html');

const fromPanel = tagged<'type', FromPanel>('type', {
  ready: {},
  reveal: { range, hash: text },
  applyFix: { hash: text, finding: index, fix: index },
  explain: { code: text },
  analyse: {},
  cancel: {},
  endComparison: {},
  saveImage: { format: oneOf('png', 'svg'), name: text, data: text },
  copyText: { text },
  saveReport: { format },
  copyReport: { format },
  log: { message: text },
});
