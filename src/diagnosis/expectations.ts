import type { Expectation, ExpectationSubject } from '../spec/architecture';
import type { ExpectationResult, Finding } from '../report/report';
import { figure } from './figures';
import { documentationPage, type Measurements } from './rule';

/** An expectation with its outcome, and the finding that it gives rise to, if any. */
export interface EvaluatedExpectation {
  readonly result: ExpectationResult;
  readonly finding: Finding | undefined;
}

/**
 * Compares what was claimed with what is known. A figure known as an interval decides only when all of it is on one side of the limit;
 * certified bounds stand in for a kappa that was not computed.
 */
export function evaluateExpectation(expectation: Expectation, report: Measurements): EvaluatedExpectation {
  const known = knownRange(expectation.subject, report);
  const holds = known && decide(expectation, known);
  const actual = known ? describe(known) : 'not computed';
  return {
    result: { text: expectation.text, holds, actual, range: expectation.range },
    finding: isPending(report) && holds === null ? undefined : findingFor(expectation, { holds, actual, known }),
  };
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

function knownRange(subject: ExpectationSubject, report: Measurements): Interval | null {
  const { lambdaMax } = report.spectrum;
  switch (subject) {
    case 'kappa':
      return kappaRange(report);
    case 'bound_gap':
      return gapRange(report);
    case 'rank':
      return rankRange(report);
    case 'lambda_max':
      return lambdaMax === null ? null : exactly(lambdaMax);
    case 'lambda_min': {
      const kappa = measuredKappa(report);
      return lambdaMax === null || !kappa ? null : { low: lambdaMax / kappa.high, high: lambdaMax / kappa.low };
    }
  }
}

function kappaRange(report: Measurements): Interval | null {
  const { low, high } = report.bracket;
  return measuredKappa(report) ?? (low === null && high === null ? null : { low: low ?? 1, high: high ?? Infinity });
}

function measuredKappa({ spectrum: { kappa, kappaInterval } }: Measurements): Interval | null {
  if (kappaInterval) return { low: kappaInterval[0], high: kappaInterval[1] ?? Infinity };
  return kappa === null ? null : exactly(kappa);
}

function gapRange(report: Measurements): Interval | null {
  const kappa = measuredKappa(report);
  const upper = report.bounds.flatMap(({ direction, applies, value }) =>
    direction === 'upper' && applies && value !== null ? [value] : [],
  );
  if (!kappa || upper.length === 0) return null;
  const tightest = Math.min(...upper);
  return { low: tightest / kappa.high, high: tightest / kappa.low };
}

function rankRange({ spectrum: { rank, rankCertain, undecided, cut } }: Measurements): Interval | null {
  if (rank === null) return null;
  if (rankCertain) return exactly(rank);
  if (undecided.length === 0) return null;
  const kept = undecided.filter((value) => cut !== null && value > cut).length;
  return { low: rank - kept, high: rank + undecided.length - kept };
}

function exactly(value: number): Interval {
  return { low: value, high: value };
}

function decide({ operator, limit }: Expectation, { low, high }: Interval): boolean | null {
  const holdsAt = (value: number) => compare(value, operator, limit);
  return holdsAt(low) === holdsAt(high) ? holdsAt(low) : null;
}

function compare(value: number, operator: Expectation['operator'], limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

function describe({ low, high }: Interval): string {
  if (high === Infinity) return `at least ${figure(low)}`;
  return figure(low) === figure(high) ? figure(low) : `between ${figure(low)} and ${figure(high)}`;
}

/** The stage that gives the spectrum is still to come. */
function isPending({ spectrum }: Measurements): boolean {
  return spectrum.kappa === null && spectrum.skipped === null;
}

function findingFor(
  { subject, text, limit, range }: Expectation,
  {
    holds,
    actual,
    known,
  }: { readonly holds: boolean | null; readonly actual: string; readonly known: Interval | null },
): Finding | undefined {
  if (holds === true) return undefined;
  const failed = holds === false;
  const code = failed ? 'K092' : 'K093';
  return {
    code,
    severity: failed ? 'error' : 'warning',
    message: failed
      ? `Expected ${text}, but ${subject} is ${actual}.`
      : `Cannot decide whether ${text}: ${subject} is ${actual}.`,
    value: known && known.low === known.high ? known.low : null,
    threshold: limit,
    layer: null,
    range,
    documentation: documentationPage(code),
    hint: failed
      ? 'Change the architecture, or the limit if it asks too much.'
      : 'Move the limit away from the interval, or let the analysis compute the figure.',
    related: [],
    fixes: [],
  };
}
