import { beforeEach, describe, expect, it } from 'vitest';
import { AnalysisPool } from '../../src/worker/analysis-pool';
import { memoryFiles } from '../support/tensor-files';
import { FakeWorkers, job } from './fake-worker';

let workers: FakeWorkers;
let pool: AnalysisPool;
const files = memoryFiles({});
const nothing = { problems: [] };
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  workers = new FakeWorkers();
  pool = new AnalysisPool(workers.start, 2);
});

/** Jobs that each worker was given, by the name of their file. */
const given = () =>
  workers.received.map((messages) => messages.flatMap((each) => (each.type === 'analyse' ? [each.job.path] : [])));
const ask = (path: string) => pool.analyse(() => ({ ...job, path }), { files });
const answer = (worker: number, id: number) => workers.say(worker, { type: 'result', id, result: nothing });

describe('a pool of two', () => {
  it('needs one worker for one job after another', async () => {
    for (const id of [1, 2]) {
      const result = ask(`${id}`);
      await settle();
      answer(0, id);
      expect(await result).toEqual(nothing);
    }
    expect(given()).toEqual([['1', '2']]);
  });

  it('runs two side by side, and the third where a worker is free first', async () => {
    const results = ['a', 'b', 'c', 'd'].map(ask);
    await settle();
    expect(given()).toEqual([['a'], ['b']]);
    answer(1, 1);
    await settle();
    expect(given()).toEqual([['a'], ['b', 'c']]);
    answer(0, 1);
    await settle();
    expect(given()).toEqual([
      ['a', 'd'],
      ['b', 'c'],
    ]);
    answer(0, 2);
    answer(1, 2);
    expect(await Promise.all(results)).toEqual([nothing, nothing, nothing, nothing]);
  });

  it('gives each job one core, and makes it when its turn has come', async () => {
    const made: string[] = [];
    const makeJob = (path: string) => () => (made.push(path), { ...job, path });
    const results = ['a', 'b', 'c'].map((path) => pool.analyse(makeJob(path), { files }));
    await settle();
    expect(made).toEqual(['a', 'b']);
    answer(0, 1);
    await settle();
    expect(made).toEqual(['a', 'b', 'c']);
    answer(0, 2);
    answer(1, 1);
    await Promise.all(results);
    expect(workers.received.flat()).toEqual(
      Array(3).fill(expect.objectContaining({ job: expect.objectContaining({ alone: true }) })),
    );
  });

  it('makes no job once it was aborted', async () => {
    const stop = new AbortController();
    const never = () => expect.fail('made');
    stop.abort(new Error('stop'));
    await expect(pool.analyse(never, { files, signal: stop.signal })).rejects.toThrow('stop');
  });

  it('goes on after a job that brought its worker down', async () => {
    const results = ['a', 'b', 'c'].map(ask);
    const failure = expect(results[0]).rejects.toMatchObject({ name: 'AnalysisFailure', cause: 'memory' });
    await settle();
    workers.die(0, 'memory');
    await failure;
    await settle();
    expect(given()).toEqual([['a'], ['b'], ['c']]);
    answer(2, 2);
    expect(await results[2]).toEqual(nothing);
  });

  it('ends every worker when it is closed', async () => {
    const results = ['a', 'b'].map(ask);
    const failures = results.map((result) => expect(result).rejects.toMatchObject({ name: 'AnalysisFailure' }));
    await settle();
    await pool.close();
    await Promise.all(failures);
    expect(workers.terminated).toEqual([0, 1]);
  });
});
