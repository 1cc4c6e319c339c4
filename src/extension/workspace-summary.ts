import type { AnalysisState } from '../report/analysis-state';
import { countOf } from '../report/numbers';
import type { Finding } from '../report/report';
import { kappaPhrase } from '../report/summary';
import { verdictOn } from '../report/verdict';
import type { Severity } from '../spec/problem';

export interface SummaryRow {
  /** Path from the workspace's folder. */
  readonly file: string;
  readonly state: AnalysisState;
  /** One line a problem or finding. */
  readonly messages: readonly string[];
}

/** A Markdown page with one row a specification, worst first. */
export function workspaceSummary(rows: readonly SummaryRow[]): string {
  const ordered = [...rows].sort((a, b) => badness(b.state) - badness(a.state) || (a.file < b.file ? -1 : 1));
  return [
    '# Conditioning of the workspace',
    '',
    `${countOf(rows.length, 'specification')}, worst first.`,
    '',
    '| file | κ | verdict | worst finding |',
    '|---|---|---|---|',
    ...ordered.map((row) => `| ${columns(row).join(' | ')} |`),
    '',
  ].join('\n');
}

function columns({ file, state, messages }: SummaryRow): readonly string[] {
  if (state.status !== 'fresh') return [escaped(file), '-', 'not analysed', escaped(reasonOf(state, messages))];
  const worst = worstOf(state.report.findings);
  return [
    escaped(file),
    kappaPhrase(state.report),
    verdictOn(state.report) ?? 'cannot tell',
    // The page stands beside those of the rules.
    worst ? `[${worst.code}](rules/${worst.code}.md): ${escaped(worst.message)}` : 'none',
  ];
}

function reasonOf(state: AnalysisState, messages: readonly string[]): string {
  return state.status === 'failed' ? state.message : (messages[0] ?? 'It has errors.');
}

/** Larger is worse; what could not be analysed is worst of all. */
function badness(state: AnalysisState): number {
  if (state.status !== 'fresh') return Infinity;
  const { spectrum, bracket } = state.report;
  return spectrum.kappa ?? bracket.low ?? 0;
}

const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

function worstOf(findings: readonly Finding[]): Finding | undefined {
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))[0];
}

function escaped(cell: string): string {
  return cell.replace(/[\\|*_<>`[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
