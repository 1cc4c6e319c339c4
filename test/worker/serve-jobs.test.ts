import { describe, expect, it } from 'vitest';
import type { FromWorker, ToWorker } from '../../src/worker/messages';
import { serveJobs } from '../../src/worker/serve-jobs';
import { job } from './fake-worker';

/** A worker's loop whose client is the test: `next` waits for a message of a type, whatever comes before it. */
function connect() {
  const received: FromWorker[] = [];
  let tell: (message: ToWorker) => void = () => undefined;
  let arrived: () => void = () => undefined;
  serveJobs({
    post: (message) => {
      received.push(message);
      arrived();
    },
    onMessage: (listener) => (tell = listener),
  });
  const next = async <Type extends FromWorker['type']>(type: Type, id: number) => {
    for (;;) {
      const found = received.find((message) => message.type === type && message.id === id);
      if (found) return found as Extract<FromWorker, { type: Type }>;
      await new Promise<void>((resolve) => (arrived = resolve));
    }
  };
  return { received, tell: (message: ToWorker) => tell(message), next };
}

const analyse = (id: number, text = job.text): ToWorker => ({ type: 'analyse', id, job: { ...job, text } });
const withFile = 'model M { input 1 data csv("x.csv") dense(1) }';

describe('the worker', () => {
  it('answers with progress, reports so far and the result, as the job says', async () => {
    const { received, tell, next } = connect();
    tell(analyse(1));
    const { result } = await next('result', 1);
    expect([result.report!.spectrum.rank, result.report!.model.source, result.problems]).toEqual([4, 'm.arch', []]);
    expect(received.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1])).toEqual([
      'progress',
      'partial',
      'progress',
      'partial',
      'progress',
      'partial',
      'progress',
      'result',
    ]);
  });

  it('answers with the result alone where nobody follows', async () => {
    const { received, tell, next } = connect();
    tell({ type: 'analyse', id: 1, job, quiet: true });
    expect((await next('result', 1)).result.report!.spectrum.rank).toBe(4);
    expect(received.map(({ type }) => type)).toEqual(['result']);
  });

  it.each([
    ['parameters', 'model M(w = 1) { input 2 dense(w) }', { parameters: { w: 3 } }, { outputs: 3 }],
    ['samples', job.text.replace('samples: 2', 'samples: 1'), { samples: 2 }, { samples: 2 }],
    ['seed', job.text.replace('identity', 'normal(0.1)'), { seed: 9 }, { seed: 9 }],
    ['path', job.text, { path: 'other.arch' }, { source: 'other.arch' }],
  ])('heeds %s', async (_, text, changes, model) => {
    const { tell, next } = connect();
    tell({ type: 'analyse', id: 1, job: { ...job, text, ...changes } });
    expect((await next('result', 1)).result.report!.model).toMatchObject(model);
  });

  it('heeds thresholds', async () => {
    const { tell, next } = connect();
    const text = job.text.replace('init identity', '');
    tell({ type: 'analyse', id: 1, job: { ...job, text, thresholds: { 'kappa.thresholds.kappa': 1 } } });
    tell({ type: 'analyse', id: 2, job: { ...job, text } });
    const codes = async (id: number) => (await next('result', id)).result.report!.findings.map(({ code }) => code);
    expect([(await codes(1)).includes('K110'), (await codes(2)).includes('K110')]).toEqual([true, false]);
  });

  it('gives the problems of a text that has errors', async () => {
    const { tell, next } = connect();
    tell(analyse(1, job.text.replace('dense', 'dnse')));
    const { result } = await next('result', 1);
    expect([result.report, result.problems.map(({ code }) => code)]).toEqual([undefined, ['K021']]);
  });

  it('asks for files, and says in the problems what came instead', async () => {
    const { tell, next } = connect();
    tell(analyse(1, withFile));
    const { request, path } = await next('read', 1);
    expect(path).toBe('x.csv');
    tell({ type: 'file', request, content: { trouble: 'x.csv is not for you.' } });
    const { result } = await next('result', 1);
    expect(result.problems.map(({ code, message }) => [code, message])).toEqual([
      ['K080', expect.stringContaining('x.csv is not for you.')],
    ]);
  });

  it('reads the bytes it is given', async () => {
    const { tell, next } = connect();
    tell(analyse(1, withFile));
    const { request } = await next('read', 1);
    tell({ type: 'file', request, content: { bytes: new TextEncoder().encode('1\n2\n3\n') } });
    expect((await next('result', 1)).result.report!.data.samples).toBe(3);
  });

  it('runs one job at a time, in order', async () => {
    const { received, tell, next } = connect();
    tell(analyse(1));
    tell(analyse(2));
    await next('result', 2);
    const ids = received.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('stops between stages when told, and takes the next job', async () => {
    const { received, tell, next } = connect();
    tell(analyse(1));
    await next('progress', 1);
    tell({ type: 'cancel', id: 1 });
    await next('cancelled', 1);
    tell(analyse(2));
    await next('result', 2);
    expect(received.filter(({ type, id }) => id === 1 && type === 'result')).toEqual([]);
  });

  it('never begins a job that was cancelled while it waited', async () => {
    const { received, tell, next } = connect();
    tell(analyse(1));
    tell(analyse(2));
    tell({ type: 'cancel', id: 2 });
    await next('cancelled', 2);
    expect(received.filter(({ id }) => id === 2).map(({ type }) => type)).toEqual(['cancelled']);
  });
});
