// Runs the built programs on examples and keeps beside each what V8 compiled of it: the next start neither parses nor compiles that.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { importSource } from './import-source.js';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const here = fileURLToPath(import.meta.url);
/**
 * In every thread here: a program that sets flags of V8 does so after its start, and what is kept must be for the flags at the start, which
 * V8 compares.
 */
const execArgv = ['--import', 'data:text/javascript,process.getBuiltinModule=()=>({setFlagsFromString(){}})'];
const examples = ['residual-mlp', 'deep-linear', 'tiny-classifier'].map((name) =>
  fileURLToPath(new URL(`../examples/${name}.arch`, import.meta.url)),
);

/** `dist`: where the entries are, `programs/` among them. What is kept is for this version of Node. */
export async function keepCompiled(dist) {
  const { readSpecification } = await importSource('src/spec/specification');
  const cli = join(dist, 'cli.js');
  const child = spawn(process.execPath, [...execArgv, here, cli, 'analyze', ...examples], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const worker = new Worker(here, { workerData: join(dist, 'analysis-worker.js'), execArgv });
  examples.forEach((path, id) => worker.postMessage({ type: 'analyse', id, job: jobOf(path, readSpecification) }));
  const [[status]] = await Promise.all([once(child, 'exit'), once(worker, 'exit')]);
  if (status !== 0) throw new Error(`Running ${cli} on the examples ended with ${status}.`);
}

/** As the command line asks: with what it has read. */
function jobOf(path, readSpecification) {
  const text = readFileSync(path, 'utf8');
  const options = { syntax: 'arch', parameters: {} };
  const { architecture, problems } = readSpecification(text, options);
  return { ...options, text, read: { architecture, problems }, path, budgetSeconds: 60, thresholds: {} };
}

/** As the entry does; gives a function that keeps what has been compiled until then. */
function run(entry) {
  const program = join(entry, '../programs', basename(entry));
  const script = new Script(readFileSync(program, 'latin1'), { filename: program });
  script.runInThisContext()(createRequire(entry), entry);
  return () => writeFileSync(`${program}.cache`, script.createCachedData());
}

if (!isMainThread) {
  const keep = run(workerData);
  let left = examples.length;
  const { postMessage } = parentPort;
  parentPort.postMessage = (message) => {
    postMessage.call(parentPort, message);
    if (message.type === 'failed') throw new Error(message.message);
    if (message.type !== 'result' || --left > 0) return;
    keep();
    process.exit();
  };
} else if (process.argv[1] === here) {
  process.argv.splice(1, 1);
  process.once('exit', run(process.argv[1]));
}
