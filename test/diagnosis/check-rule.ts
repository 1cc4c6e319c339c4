import type { Finding } from '../../src/report/report';
import type { Architecture } from '../../src/spec/architecture';
import type { Rule, Settings } from '../../src/diagnosis/rule';
import { report, type ReportOptions } from '../support/report-builder';

/** Findings of one rule on a hand-made report; null where the rule cannot tell yet. */
export function run(
  rule: Rule,
  architecture: Architecture,
  options: ReportOptions = {},
  settings: Settings = {},
): readonly Finding[] | null {
  return rule.run({ architecture, report: report(architecture, options) }, settings);
}

/** The only finding, as what a test compares. */
export function only(
  rule: Rule,
  architecture: Architecture,
  options: ReportOptions = {},
  settings: Settings = {},
): Finding {
  const findings = run(rule, architecture, options, settings) ?? [];
  if (findings.length !== 1) throw new Error(`${rule.code}: ${findings.length} findings where one was expected`);
  return findings[0];
}
