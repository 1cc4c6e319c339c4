/** Entry of `kappa`: connects the process to `run`. */
import { fileURLToPath } from 'node:url';
import { exitCode } from './exit-code';
import type { Host } from './host';
import { run } from './run';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const threads = import('./analysis-threads').then(({ analysisThreads }) => analysisThreads(packageFolder));

let onInterrupt: (() => void) | undefined;
const host: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  folder: process.cwd(),
  packageFolder,
  prepare: () => void threads.then(({ single }) => single.prepare()),
  analyse: async (job, options) => (await threads).single.analyse(job, options),
  analyseBeside: async (job, options) => (await threads).pool.analyse(job, options),
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
  process.exitCode = await run(process.argv.slice(2), host);
  const { single, pool } = await threads;
  await Promise.all([single.close(), pool.close()]);
}

function interrupt(code: number): never {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  process.exit(code);
}
