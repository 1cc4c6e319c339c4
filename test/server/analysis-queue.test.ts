import { expect, it } from 'vitest';
import { AnalysisQueue, type Urgency } from '../../src/server/analysis-queue';
import { AnalysisClient } from '../../src/worker/analysis-client';
import { memoryFiles } from '../support/tensor-files';
import { FakeWorkers, job } from '../worker/fake-worker';

/** A queue whose worker obeys at once and finishes the job it runs when told. */
function start() {
  const workers = new FakeWorkers();
  const queue = new AnalysisQueue(new AnalysisClient(workers.start));
  const ended: string[] = [];
  const ask = (name: string, urgency: Urgency) => {
    const controller = new AbortController();
    queue.analyse({ ...job, path: name }, { urgency, signal: controller.signal, files: memoryFiles({}) }).then(
      () => ended.push(name),
      () => ended.push(`${name} cancelled`),
    );
    return controller;
  };
  let heard = 0;
  /** Lets what was posted have its effect; cancelled jobs say so. */
  const settle = async () => {
    for (let quiet = 0; quiet < 3; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      const news = (workers.received[0] ?? []).slice(heard);
      heard += news.length;
      for (const message of news) if (message.type === 'cancel') workers.say(0, { type: 'cancelled', id: message.id });
      if (news.length > 0) quiet = 0;
    }
  };
  const begun = () => workers.received[0].flatMap((message) => (message.type === 'analyse' ? [message.job.path] : []));
  const finish = async () => {
    await settle();
    const last = workers.received[0].findLast(({ type }) => type === 'analyse');
    if (last?.type === 'analyse') workers.say(0, { type: 'result', id: last.id, result: { problems: [] } });
    await settle();
  };
  return { ask, settle, finish, begun, ended };
}

type Step = readonly [name: string, urgency: Urgency];

it.each<[string, readonly Step[], readonly string[], readonly string[]]>([
  [
    'requests follow one another',
    [
      ['a', 'request'],
      ['b', 'request'],
      ['c', 'request'],
    ],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ],
  [
    'the last document takes the worker',
    [
      ['a', 'document'],
      ['b', 'document'],
    ],
    ['a', 'b', 'a'],
    ['b', 'a'],
  ],
  [
    'the document asked for last goes first',
    [
      ['a', 'document'],
      ['b', 'document'],
      ['c', 'document'],
    ],
    ['a', 'b', 'c', 'b', 'a'],
    ['c', 'b', 'a'],
  ],
  [
    'documents go before requests',
    [
      ['a', 'request'],
      ['b', 'request'],
      ['c', 'document'],
    ],
    ['a', 'c', 'a', 'b'],
    ['c', 'a', 'b'],
  ],
  [
    'requests do not disturb documents',
    [
      ['a', 'document'],
      ['b', 'request'],
    ],
    ['a', 'b'],
    ['a', 'b'],
  ],
  [
    'everything goes before the background',
    [
      ['a', 'background'],
      ['b', 'request'],
      ['c', 'document'],
    ],
    ['a', 'b', 'c', 'b', 'a'],
    ['c', 'b', 'a'],
  ],
])('%s', async (_, steps, begun, ended) => {
  const queue = start();
  for (const [name, urgency] of steps) {
    queue.ask(name, urgency);
    await queue.settle();
  }
  for (let left = begun.length; left > 0; left--) await queue.finish();
  expect([queue.begun(), queue.ended]).toEqual([begun, ended]);
});

it('what is cancelled while it waits never begins', async () => {
  const queue = start();
  queue.ask('a', 'request');
  const waiting = queue.ask('b', 'request');
  await queue.settle();
  waiting.abort();
  await queue.finish();
  expect([queue.begun(), queue.ended]).toEqual([['a'], ['b cancelled', 'a']]);
});

it('what is cancelled while it runs leaves the worker to the next', async () => {
  const queue = start();
  const running = queue.ask('a', 'request');
  queue.ask('b', 'request');
  await queue.settle();
  running.abort();
  await queue.finish();
  expect([queue.begun(), queue.ended]).toEqual([
    ['a', 'b'],
    ['a cancelled', 'b'],
  ]);
});

it('what was cancelled before it came is refused', async () => {
  const queue = start();
  const controller = queue.ask('a', 'request');
  controller.abort();
  await queue.settle();
  expect(queue.ended).toEqual(['a cancelled']);
});
