import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Report } from '../../src/report/report';
import { AnalysisClient, type JobOptions } from '../../src/worker/analysis-client';
import { memoryFiles } from '../support/tensor-files';
import { FakeWorkers, job } from './fake-worker';

let workers: FakeWorkers;
let client: AnalysisClient;

beforeEach(() => {
  vi.useFakeTimers();
  workers = new FakeWorkers();
  client = new AnalysisClient(workers.start);
});
afterEach(() => vi.useRealTimers());

const files = memoryFiles({ 'x.csv': new Uint8Array([49]) });
const nothing = { problems: [] };

/** What has been promised happens. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a job', () => {
  it('goes to a worker that starts with the first one', async () => {
    expect(workers.received).toEqual([]);
    const { result } = await startOne();
    workers.say(0, { type: 'result', id: 1, result: nothing });
    expect(await result).toEqual(nothing);
    expect(workers.received).toEqual([[{ type: 'analyse', id: 1, job, quiet: true }]]);
  });

  it('finds a worker that was started before it', async () => {
    client.prepare();
    client.prepare();
    expect(workers.received).toEqual([[]]);
    await startOne();
    expect(workers.received).toEqual([[{ type: 'analyse', id: 1, job, quiet: true }]]);
  });

  it('waits for the one before', async () => {
    const { result: first } = await startOne();
    const { result: second } = await startOne();
    expect(types(0)).toEqual(['analyse']);
    workers.say(0, { type: 'result', id: 1, result: nothing });
    await first;
    await settle();
    expect(types(0)).toEqual(['analyse', 'analyse']);
    workers.say(0, { type: 'result', id: 2, result: nothing });
    expect(await second).toEqual(nothing);
  });

  it('reports progress and the stages so far, its own only', async () => {
    const seen: unknown[] = [];
    await startOne({ onProgress: ({ stage }) => seen.push(stage), onReport: (report) => seen.push(report) });
    const report = { schemaVersion: 1 } as Report;
    workers.say(0, { type: 'progress', id: 1, progress: { stage: 'data', fraction: null } });
    workers.say(0, { type: 'partial', id: 1, report });
    workers.say(0, { type: 'progress', id: 7, progress: { stage: 'spectrum', fraction: null } });
    expect(seen).toEqual(['data', report]);
  });

  it.each([
    ['x.csv', { bytes: new Uint8Array([49]) }],
    ['y.csv', { trouble: 'There is no file y.csv.' }],
  ])('is given what it asks for: %s', async (path, content) => {
    await startOne();
    workers.say(0, { type: 'read', id: 1, request: 5, path });
    await settle();
    expect(workers.received[0].at(-1)).toEqual({ type: 'file', request: 5, content });
  });

  it('rejects with the defect it met, and the worker lives', async () => {
    const { result } = await startOne();
    workers.say(0, { type: 'failed', id: 1, cause: 'defect', message: 'x is undefined' });
    await expect(result).rejects.toMatchObject({ name: 'AnalysisFailure', cause: 'defect', message: 'x is undefined' });
    await startOne();
    expect([workers.received.length, workers.terminated]).toEqual([1, []]);
  });
});

describe('cancelling', () => {
  it('asks the worker to stop and ends when it says so', async () => {
    const { result, controller } = await startOne();
    controller.abort('edited');
    expect(types(0)).toEqual(['analyse', 'cancel']);
    workers.say(0, { type: 'cancelled', id: 1 });
    await expect(result).rejects.toBe('edited');
    await vi.advanceTimersByTimeAsync(1000);
    expect(workers.terminated).toEqual([]);
  });

  it('replaces a worker that has not stopped after 200 ms', async () => {
    const { result, controller } = await startOne();
    controller.abort('edited');
    await vi.advanceTimersByTimeAsync(199);
    expect(workers.terminated).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await expect(result).rejects.toBe('edited');
    expect([workers.terminated, workers.received]).toEqual([[0], [expect.anything(), []]]);
    await startOne();
    expect(types(1)).toEqual(['analyse']);
  });

  it('shows nothing that the worker still says', async () => {
    const onProgress = vi.fn();
    const onReport = vi.fn();
    const { result, controller } = await startOne({ onProgress, onReport });
    controller.abort('edited');
    workers.say(0, { type: 'progress', id: 1, progress: { stage: 'data', fraction: null } });
    workers.say(0, { type: 'partial', id: 1, report: {} as Report });
    workers.say(0, { type: 'result', id: 1, result: nothing });
    await expect(result).rejects.toBe('edited');
    expect([onProgress.mock.calls, onReport.mock.calls]).toEqual([[], []]);
  });

  it('never starts what was cancelled while it waited', async () => {
    const { result: first } = await startOne();
    const { result: second, controller } = await startOne();
    controller.abort('edited');
    workers.say(0, { type: 'result', id: 1, result: nothing });
    await first;
    await expect(second).rejects.toBe('edited');
    expect(types(0)).toEqual(['analyse']);
  });
});

describe('the end of a worker', () => {
  it.each(['crash', 'memory'] as const)('by %s ends its job, and the next one finds a new worker', async (cause) => {
    const { result } = await startOne();
    const { result: next } = await startOne();
    workers.die(0, cause);
    await expect(result).rejects.toMatchObject({ name: 'AnalysisFailure', cause });
    await settle();
    expect([types(0), types(1)]).toEqual([['analyse'], ['analyse']]);
    workers.say(1, { type: 'result', id: 2, result: nothing });
    expect(await next).toEqual(nothing);
  });

  it('while it rests disturbs nobody', async () => {
    const { result } = await startOne();
    workers.say(0, { type: 'result', id: 1, result: nothing });
    await result;
    workers.die(0);
    expect(workers.received).toHaveLength(1);
    await startOne();
    expect(types(1)).toEqual(['analyse']);
  });

  it('during a cancellation counts as one', async () => {
    const { result, controller } = await startOne();
    controller.abort('edited');
    workers.die(0);
    await expect(result).rejects.toBe('edited');
    await vi.advanceTimersByTimeAsync(1000);
    expect(workers.received).toHaveLength(1);
  });

  it('follows when memory does not suffice: what it took stays with it', async () => {
    const { result } = await startOne();
    workers.say(0, { type: 'failed', id: 1, cause: 'memory', message: 'Array buffer allocation failed' });
    await expect(result).rejects.toMatchObject({ cause: 'memory' });
    expect(workers.terminated).toEqual([0]);
  });

  it('is asked for by close, which ends the running job', async () => {
    const { result } = await startOne();
    await client.close();
    await expect(result).rejects.toMatchObject({ name: 'AnalysisFailure' });
    expect(workers.terminated).toEqual([0]);
  });
});

function types(number: number): readonly string[] {
  return workers.received[number].map(({ type }) => type);
}

async function startOne(options: Partial<JobOptions> = {}) {
  const controller = new AbortController();
  const result = client.analyse(job, { files, signal: controller.signal, ...options });
  result.catch(() => undefined);
  await settle();
  return { result, controller };
}
