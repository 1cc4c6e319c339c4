import { describe, expect, it } from 'vitest';
import type { WorkerCrashedParameters } from '../../src/server/protocol';
import { startPair, uri, type ClientOptions, type Pair } from './client';

const linear = 'model M {\n  input 6\n  data gaussian(samples: 20)\n  a: dense(9, bias: false)\n}\n';
const wider = linear.replace('9', '12');
const prompt: ClientOptions = { options: { settings: { delay: 0 } } };

/** Opens or edits and lets the worker die over it. */
async function crash({ client, workers }: Pair, act: () => void, version: number, cause?: 'crash' | 'memory') {
  workers.hold();
  const before = workers.analysed.length;
  act();
  await expect.poll(() => workers.analysed.length).toBe(before + 1);
  workers.die(cause);
  workers.release();
  return client.state('failed', version);
}

const crashes = ({ client }: Pair) =>
  client.all<WorkerCrashedParameters>('kappa/workerCrashed').map(({ message }) => message);

describe('a crash of the worker', () => {
  it.each([
    ['crash', 'The analysis ended unexpectedly and starts anew with the next edit. (the thread is gone)'],
    ['memory', 'The memory does not suffice to analyse this: use fewer samples or narrower layers.'],
  ] as const)('by %s is said once, and the document says why it failed', async (cause, sentence) => {
    const pair = await startPair(prompt);
    const { message, problems } = await crash(pair, () => pair.client.open(linear), 1, cause);
    expect([message, problems]).toEqual([sentence, []]);
    await pair.client.settled();
    expect(crashes(pair)).toEqual([`model.arch: ${sentence.replace(/ \(.*\)/, '')}`]);
  });

  it('is shown as an error by clients without a notice of their own', async () => {
    const pair = await startPair({ options: { kappaClient: false, settings: { delay: 0 } } });
    pair.workers.hold();
    pair.client.open(linear);
    await expect.poll(() => pair.workers.analysed.length).toBe(1);
    pair.workers.die();
    expect(await pair.client.next('window/showMessage')).toMatchObject({
      type: 1,
      message: expect.stringContaining('model.arch') as string,
    });
    expect(crashes(pair)).toEqual([]);
  });

  it('leaves the next edit to a new worker', async () => {
    const pair = await startPair(prompt);
    await crash(pair, () => pair.client.open(linear), 1);
    pair.client.edit(wider);
    const { report } = await pair.client.state('fresh', 2);
    expect(report.model.parameterCount).toBe(12 * 6);
    expect(pair.workers.started).toBe(2);
  });

  it('does not repeat itself for one text more than once', async () => {
    const pair = await startPair(prompt);
    const { client, workers } = pair;
    await crash(pair, () => client.open(linear), 1);
    client.edit(wider);
    await client.state('fresh', 2);
    await crash(pair, () => client.edit(linear), 3);
    client.edit(wider);
    await client.state('fresh', 4);
    const asked = workers.analysed.length;
    client.edit(linear);
    await client.state('failed', 5);
    await client.settled();
    expect([workers.analysed.slice(asked), crashes(pair).length]).toEqual([[], 2]);
  });

  it('may be tried again by hand', async () => {
    const pair = await startPair(prompt);
    await crash(pair, () => pair.client.open(linear), 1);
    await pair.client.request('kappa/analyse', { uri });
    expect((await pair.client.state('fresh', 1)).report.model.name).toBe('M');
  });
});
