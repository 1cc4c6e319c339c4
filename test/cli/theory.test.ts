import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { theoryTopics } from '../../src/report/theory';
import { theoryReport } from '../support/sample-reports/theory';
import { always, kappa, temporaryFolder } from './terminal';

const folder = temporaryFolder();
writeFileSync(
  join(folder, 'deq.arch'),
  'model Deq {\n  input 2\n  data gaussian(samples: 4)\n  deq(4, activation: tanh, init: lecun_normal(gain: 0.3))\n  dense(1)\n}\n',
);
writeFileSync(join(folder, 'bad.arch'), 'model Bad {\n  input 2\n  dnse(2)\n}\n');
const analyse = always({ report: theoryReport, problems: [] });

describe('kappa theory', () => {
  it('prints every topic that speaks, with trust and source', async () => {
    const { code, out } = await kappa(folder, ['theory', 'deq.arch'], { analyse });
    expect(code).toBe(0);
    expect(out).toMatch(/^Order +3 +exact +early-direction 1$/m);
    expect(out).toMatch(/^Alignment +small +heuristic/m);
    expect(out).toContain('Alignment: Before the loss moves.');
    expect(out).toMatch(/^Time +- +bound/m);
    expect(out).toContain('Time: Not correlated.');
    expect(out).toMatch(/^waist +local +0\.875$/m);
  });

  it('prints one topic, or why it is silent', async () => {
    const { out: early } = await kappa(folder, ['theory', 'deq.arch', '--only', 'early-direction'], { analyse });
    expect(early).toContain('Alignment');
    expect(early).not.toContain('waist');
    const { out: silent } = await kappa(folder, ['theory', 'deq.arch', '--only', 'mean-field'], { analyse });
    expect(silent).toContain('Mean field: No such layer.');
  });

  it('writes JSON of the topics asked for', async () => {
    const all = await kappa(folder, ['theory', 'deq.arch', '--format', 'json'], { analyse });
    const parsed = JSON.parse(all.out) as { theory: Record<string, unknown> };
    expect(Object.keys(parsed.theory)).toEqual(theoryTopics.map(({ key }) => key));
    const one = await kappa(folder, ['theory', 'deq.arch', '--format', 'json', '--only', 'equilibrium'], { analyse });
    expect((JSON.parse(one.out) as typeof parsed).theory).toEqual({ equilibrium: theoryReport.theory.equilibrium });
  });

  it('analyses for itself', async () => {
    const { code, out, err } = await kappa(folder, ['theory', 'deq.arch', '--only', 'equilibrium']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^certain at these weights +contracting +exact/m);
  });

  it.each([
    [['theory', 'a.arch', 'b.arch'], 'kappa theory takes one file.'],
    [['theory', 'deq.arch', '--format', 'csv'], 'kappa theory has no format csv.'],
    [['theory', 'deq.arch', '--only', 'meanfield'], '--only takes'],
  ])('%j is refused', async (words, sentence) => {
    const { code, err } = await kappa(folder, words);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it('says what is wrong with a specification, exit code 2', async () => {
    const { code, out, err } = await kappa(folder, ['theory', 'bad.arch']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('dnse');
  });
});
