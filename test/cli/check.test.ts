import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report';
import { badOutcome } from '../support/sample-reports/bad';
import { linearReport, linearSource } from '../support/sample-reports/linear';
import { always, kappa, temporaryFolder } from './terminal';

const folder = temporaryFolder();
writeFileSync(join(folder, 'a.arch'), linearSource);
writeFileSync(join(folder, 'bad.arch'), badOutcome.source);

const clean: Report = { ...linearReport, findings: [], expectations: [] };
const [information, warning] = linearReport.findings;

describe('exit code', () => {
  it.each<[string, Report, string[], number]>([
    ['nothing found', clean, [], 0],
    ['a warning, errors asked for', { ...clean, findings: [warning] }, [], 0],
    ['a warning, warnings asked for', { ...clean, findings: [warning] }, ['--fail-on', 'warning'], 1],
    ['information, warnings asked for', { ...clean, findings: [information] }, ['--fail-on=warning'], 0],
    ['information, information asked for', { ...clean, findings: [information] }, ['--fail-on', 'INFORMATION'], 1],
    ['an error', { ...clean, findings: [{ ...warning, severity: 'error' }] }, [], 1],
    ['a failed expectation', { ...clean, expectations: [linearReport.expectations[1]] }, [], 1],
    ['an undecided expectation', { ...clean, expectations: [linearReport.expectations[2]] }, [], 0],
    ['an expectation that holds', { ...clean, expectations: [linearReport.expectations[0]] }, ['--fail-on', 'hint'], 0],
  ])('%s', async (_, report, words, expected) => {
    const { code } = await kappa(folder, ['check', 'a.arch', ...words], { analyse: always({ report, problems: [] }) });
    expect(code).toBe(expected);
  });

  it('is 2 for what cannot be analysed, whatever else was found', async () => {
    expect((await kappa(folder, ['check', 'bad.arch'])).code).toBe(2);
    expect(
      (await kappa(folder, ['check', 'missing.arch', 'a.arch'], { analyse: always({ report: clean, problems: [] }) }))
        .code,
    ).toBe(2);
  });
});

describe('messages', () => {
  const analyse = always({ report: linearReport, problems: [] });

  it('stand on standard output with a summary', async () => {
    const { out, err } = await kappa(folder, ['check', 'a.arch', 'a.arch'], { analyse });
    expect(err).toBe('');
    expect(out).toMatch(/^a\.arch:9:10: warning K111: Layer waist/);
    expect(out).toMatch(/\n\n2 files checked: 2 warnings, 2 information\.\n$/);
  });

  it('are one line each when quiet', async () => {
    expect((await kappa(folder, ['check', 'a.arch', '--quiet'], { analyse })).out).toBe(
      'a.arch:9:10: warning K111: Layer waist is narrower than the data and limits the rank.\n' +
        'a.arch:3:8: information K203: The inputs are correlated: the condition number of their second moment is 10.5.\n',
    );
  });

  it('say when there are none', async () => {
    expect((await kappa(folder, ['check', 'a.arch'], { analyse: always({ report: clean, problems: [] }) })).out).toBe(
      '1 file checked: nothing found.\n',
    );
  });

  it('name what cannot be analysed', async () => {
    const { out } = await kappa(folder, ['check', 'bad.arch']);
    expect(out).toMatch(/^bad\.arch:3:11: error K022: .*\n/);
    expect(out).toMatch(/1 file checked: 1 error\.\n$/);
  });
});

it('writes a document of all files', async () => {
  const analyse = always({ report: linearReport, problems: [] });
  await kappa(folder, ['check', 'a.arch', 'a.arch', '--format', 'sarif', '--out', 'kappa.sarif'], { analyse });
  const log = JSON.parse(readFileSync(join(folder, 'kappa.sarif'), 'utf8')) as { runs: { results: unknown[] }[] };
  expect(log.runs[0].results).toHaveLength(4);
});

it('says on standard error why a document lacks a report', async () => {
  const { out, err } = await kappa(folder, ['check', 'bad.arch', '--format', 'json']);
  expect(JSON.parse(out)).toHaveProperty('problems.0.code', 'K022');
  expect(err).toContain('bad.arch:3:11: error K022');
});
