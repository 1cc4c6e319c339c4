import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisClient } from '../../src/worker/analysis-client';
import { isOutOfMemory } from '../../src/worker/analysis-failure';
import type { StartWorker } from '../../src/worker/port';
import { workerThread } from '../../src/worker/start-worker.node';
import { temporaryFolder } from '../cli/terminal';
import { buildPackage } from '../support/built-package';
import { memoryFiles } from '../support/tensor-files';
import { job } from './fake-worker';

const folder = temporaryFolder();
const files = memoryFiles({ 'x.csv': new TextEncoder().encode('1\n2\n') });
let built: StartWorker;
let client: AnalysisClient;

beforeAll(async () => {
  built = workerThread(pathToFileURL(join(await buildPackage(folder), 'analysis-worker.js')));
  client = new AnalysisClient(built);
});
afterAll(() => client.close());

const large =
  'model Large {\n  input 60\n  data gaussian(samples: 400, seed: 1)\n  dense(300, activation: tanh)\n  dense(8)\n}\n';

describe('the built worker', () => {
  it('analyses, reports and reads files over the line', async () => {
    const stages: string[] = [];
    const reports: (number | null)[] = [];
    const { report } = await client.analyse(
      { ...job, text: 'model M { input 1 data csv("x.csv") dense(3) dense(2) }' },
      {
        files,
        onProgress: ({ stage }) => stages.push(stage),
        onReport: ({ spectrum: { kappa } }) => reports.push(kappa),
      },
    );
    expect(report!.data.samples).toBe(2);
    // Bounds, then kappa, then theories.
    expect(reports).toEqual([null, report!.spectrum.kappa, report!.spectrum.kappa]);
    expect([stages[0], stages.at(-1)]).toEqual(['weights and data', 'kappa over seeds']);
  });

  it('stops between stages when cancelled, or is replaced; the next job runs', async () => {
    const controller = new AbortController();
    const running = client.analyse(
      { ...job, text: large },
      {
        files,
        signal: controller.signal,
        onProgress: ({ stage }) => stage === 'Jacobian' && controller.abort('enough'),
      },
    );
    await expect(running).rejects.toBe('enough');
    expect((await client.analyse(job, { files })).report!.spectrum.rank).toBe(4);
  });

  it('takes the place of one that does not obey', async () => {
    const starts = [workerThread(script('stubborn.js', `on('message', ${stubborn});`)), built];
    const replaced = new AnalysisClient(() => starts.shift()!());
    const controller = new AbortController();
    const running = replaced.analyse(job, {
      files,
      signal: controller.signal,
      onProgress: () => controller.abort('enough'),
    });
    await expect(running).rejects.toBe('enough');
    expect((await replaced.analyse(job, { files })).report!.spectrum.rank).toBe(4);
    await replaced.close();
  });

  it.each([
    ['an exception', 'on("message", () => { throw new Error("lost"); });', 'lost'],
    ['its own exit', 'on("message", () => process.exit(7));', 'The analysis thread ended with code 7.'],
    ['a script that is not there', undefined, expect.stringContaining('none.js') as string],
  ])('says that it ended by %s, and the next job finds a new one', async (_, source, message) => {
    const dead = source === undefined ? pathToFileURL(join(folder, 'none.js')) : script('dead.js', source);
    const starts = [workerThread(dead), built];
    const survivor = new AnalysisClient(() => starts.shift()!());
    const running = survivor.analyse(job, { files });
    await expect(running).rejects.toMatchObject({ name: 'AnalysisFailure', cause: 'crash', message });
    expect((await survivor.analyse(job, { files })).report!.spectrum.rank).toBe(4);
    await survivor.close();
  });
});

/** Says that it begins, and hears nothing any more. */
const stubborn = `({ id }) => {
  parentPort.postMessage({ type: 'progress', id, progress: { stage: 'forever', fraction: null } });
  for (;;);
}`;

describe('running out of memory', () => {
  it('is told from other ends', async () => {
    const hungry = script(
      'hungry.js',
      'on("message", () => { const all = []; for (;;) all.push(new Array(1000).fill({})); });',
    );
    const worker = new Worker(hungry, { resourceLimits: { maxOldGenerationSizeMb: 16 } });
    worker.postMessage('go');
    expect(isOutOfMemory(await new Promise((resolve) => worker.once('error', resolve)))).toBe(true);
  });

  it.each<[string, unknown, boolean]>([
    ['an array too large', new RangeError('Array buffer allocation failed'), true],
    ['an impossible length', new RangeError('Invalid typed array length: 1e11'), true],
    [
      'a memory that cannot grow',
      new Error('needs 5 GiB', { cause: new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded') }),
      true,
    ],
    ['endless recursion', new RangeError('Maximum call stack size exceeded'), false],
    ['another error', new TypeError('x is undefined'), false],
    ['no error', 'memory', false],
  ])('%s', (_, error, expected) => expect(isOutOfMemory(error)).toBe(expected));
});

/** A worker of the test's own making, whose program is one call on its port. */
function script(name: string, call: string): URL {
  const path = join(folder, name);
  writeFileSync(path, `import { parentPort } from 'node:worker_threads';\nparentPort.${call}\n`);
  return pathToFileURL(path);
}
