/** Entry of `kappa`: connects the process to `run`. */
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { exitCode } from './exit-code';
import type { Host } from './host';
import { run } from './run';

/** The thread that the entry has started, where the command analyses. */
declare const kappaThread: Worker | undefined;

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const threads = import('./analysis-threads').then(({ analysisThreads }) => analysisThreads(packageFolder, kappaThread));

let onInterrupt: (() => void) | undefined;
const host: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  // Opened when it is read.
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  folder: process.cwd(),
  packageFolder,
  prepare: () => void threads.then(({ single }) => single.prepare()),
  release: () => void threads.then(({ single, pool }) => Promise.all([single.close(), pool.close()])),
  analyse: async (job, options) => (await threads).single.analyse(job, options),
  analyseBeside: async (makeJob, options) => (await threads).pool.analyse(makeJob, options),
  onInterrupt: (finish) => void (onInterrupt = finish),
};

process.on('SIGINT', () => {
  const finish = onInterrupt;
  onInterrupt = undefined;
  if (finish) finish();
  else interrupt(exitCode.interrupted);
});
process.once('SIGTERM', () => interrupt(128 + 15));
// The reader has gone (`| head`): nobody is left to tell.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.fine);
    throw error;
  });

void main();

async function main(): Promise<void> {
  const code = await run(process.argv.slice(2), host);
  // All that was written is out when this is: an exit does not wait for pipes on every system.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  // With the threads, and without taking down what is gone in a moment.
  process.exit(code);
}

function interrupt(code: number): never {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  process.exit(code);
}
