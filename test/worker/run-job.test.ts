import { describe, expect, it } from 'vitest';
import { AnalysisCache } from '../../src/analysis/analysis-cache';
import type { Report } from '../../src/report/report';
import { readSpecification } from '../../src/spec/specification';
import type { AnalysisJob } from '../../src/worker/messages';
import { runJob } from '../../src/worker/run-job';
import { everyKind, sourceOf } from '../support/every-kind';
import { memoryFiles } from '../support/tensor-files';
import { job } from './fake-worker';

const files = memoryFiles({});
const stages = (report: Report | undefined) => report?.timings.map(({ stage }) => stage);

describe('a job whose text was read already', () => {
  it('gives what the text gives, over the line between threads', async () => {
    const text = job.text.replace('dense(2', 'allow("K203")\n  dense(2');
    const { architecture, problems } = readSpecification(text, job);
    const read = structuredClone({ architecture, problems });
    const [told, alone] = await Promise.all([
      runJob({ ...job, text: 'not read again', read }, { files }),
      runJob({ ...job, text }, { files }),
    ]);
    expect({ ...told.report, timings: [] }).toEqual({ ...alone.report, timings: [] });
    expect(told.problems).toEqual(alone.problems);
  });

  it.each(Object.entries(everyKind))('may have %s', (_, small) => {
    const read = readSpecification(sourceOf(small, 2), { syntax: 'arch' });
    expect(read.architecture).toBeDefined();
    expect(structuredClone(read)).toEqual(read);
  });
});

describe('a job that wants kappa alone', () => {
  const source: AnalysisJob = {
    ...job,
    text: 'model M {\n  input 2\n  data gaussian(samples: 4)\n  seeds 3\n  dense(4, activation: tanh)\n  dense(1)\n}\n',
  };

  it('ends with the first report that holds kappa, which is that of the whole job', async () => {
    const { report } = await runJob({ ...source, kappaOnly: true }, { files });
    const { report: whole } = await runJob(source, { files });
    expect(report?.spectrum.kappa).toBe(whole?.spectrum.kappa);
    expect(stages(whole)).toContain('kappa over seeds');
    expect(stages(report)).not.toContain('kappa over seeds');
  });

  it('publishes what comes before kappa, as the bounds of a linear network do', async () => {
    const published: Report[] = [];
    const linear = { ...source, text: source.text.replace(', activation: tanh', '') };
    const { report } = await runJob(
      { ...linear, kappaOnly: true },
      { files, onReport: (each) => published.push(each) },
    );
    expect(report?.spectrum.kappa).toBeGreaterThan(1);
    expect(published.map(({ spectrum }) => spectrum.kappa)).toEqual([null]);
  });

  it('gives the whole report where there is no kappa', async () => {
    const { report } = await runJob({ ...source, budgetSeconds: 0, kappaOnly: true }, { files });
    const { report: whole } = await runJob({ ...source, budgetSeconds: 0 }, { files });
    expect(report?.spectrum.kappa).toBeNull();
    expect(stages(report)).toEqual(stages(whole));
  });

  it('has the same kappa in the memory of a larger run, and twice', async () => {
    const cache = new AnalysisCache();
    const of = (samples: number): AnalysisJob => ({
      ...job,
      text: `model M { input 30 data gaussian(samples: ${samples}) dense(40, activation: tanh) dense(8) }`,
    });
    for (const samples of [30, 20, 20]) {
      const { report } = await runJob({ ...of(samples), kappaOnly: true }, { files, cache });
      const { report: alone } = await runJob(of(samples), { files });
      expect(stages(report)).toContain('kappa');
      expect(report!.spectrum.lambdaMin! / alone!.spectrum.lambdaMin!).toBeCloseTo(1, 10);
      expect(report!.spectrum.lambdaMax! / alone!.spectrum.lambdaMax!).toBeCloseTo(1, 10);
    }
  });

  it('says what is wrong with the text', async () => {
    const { report, problems } = await runJob({ ...source, text: 'model {', kappaOnly: true }, { files });
    expect(report).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('is cancelled as any other', async () => {
    const signal = AbortSignal.abort('edited');
    await expect(runJob({ ...source, kappaOnly: true }, { files, signal })).rejects.toBe('edited');
  });
});
