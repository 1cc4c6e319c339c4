import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectationState, reaches } from '../../src/report/diagnostic';
import type { Severity } from '../../src/spec/problem';
import { badOutcome } from '../support/sample-reports/bad';
import { linearOutcome } from '../support/sample-reports/linear';

it.each<[Severity, Severity, boolean]>([
  ['error', 'warning', true],
  ['warning', 'warning', true],
  ['information', 'warning', false],
  ['hint', 'hint', true],
])('%s reaches %s: %s', (severity, level, expected) => expect(reaches(severity, level)).toBe(expected));

describe('diagnosticsOf', () => {
  it('gives problems before milder findings, and a problem the shape of a finding', () => {
    const all = diagnosticsOf({ ...linearOutcome, problems: badOutcome.problems });
    expect(all.map(({ code }) => code)).toEqual(['K023', 'K111', 'K203']);
    expect(all[0]).toMatchObject({
      severity: 'error',
      layer: null,
      hint: 'Did you mean activation?',
      documentation: 'docs/rules/K023.md',
      fixes: [{ title: 'Write activation', predicted: null, measured: null }],
    });
  });

  it('keeps the order of the text among equals', () => {
    const at = (start: number) => ({ ...badOutcome.problems[0], code: `K${start}`, range: { start, end: start } });
    const all = diagnosticsOf({ ...badOutcome, problems: [at(20), at(3), at(11)] });
    expect(all.map(({ code }) => code)).toEqual(['K3', 'K11', 'K20']);
  });
});

it.each([
  [true, 'holds'],
  [false, 'failed'],
  [null, 'cannot tell'],
])('an expectation that holds: %s is "%s"', (holds, expected) =>
  expect(expectationState({ text: '', holds, actual: '', range: { start: 0, end: 0 } })).toBe(expected),
);
