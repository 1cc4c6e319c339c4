import type { Severity } from '../spec/problem';
import type { ExpectationResult, Finding } from '../report/report';
import { applyAllowances, unusedAllowance } from './allowances';
import { evaluateExpectation } from './expectations';
import type { Settings, Subject } from './rule';
import { rules } from './rules/rules';

export interface Diagnosis {
  /** By severity, then place in the text, then code. */
  readonly findings: readonly Finding[];
  readonly expectations: readonly ExpectationResult[];
}

/**
 * Runs every rule on what has been computed so far. `settings` replaces thresholds by setting key. What the specification allows is left
 * out, and an allowance that silences nothing is itself a finding once its rule could be checked.
 */
export function diagnose(subject: Subject, settings: Settings = {}): Diagnosis {
  const { report, architecture } = subject;
  const checked = rules.map((rule) => ({ rule, findings: rule.run(subject, settings) }));
  const { remaining, unused } = applyAllowances(
    checked.flatMap(({ findings }) => findings ?? []),
    architecture,
  );
  const pending = new Set(checked.filter(({ findings }) => findings === null).map(({ rule }) => rule.code));
  const idle = unused
    .filter(({ code }) => !pending.has(code))
    .map((allowance) => unusedAllowance(allowance, rules.find(({ code }) => code === allowance.code)?.title));
  const expectations = architecture.expectations.map((expectation) => evaluateExpectation(expectation, report));
  const claims = expectations.flatMap(({ finding }) => (finding ? [finding] : []));
  return {
    findings: [...remaining, ...idle, ...claims].sort(byUrgency),
    expectations: expectations.map(({ result }) => result),
  };
}

const urgency: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

function byUrgency(a: Finding, b: Finding): number {
  return (
    urgency[a.severity] - urgency[b.severity] ||
    a.range.start - b.range.start ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
