// Runs programs as processes of their own and says what they took.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const usage = fileURLToPath(new URL('usage.cjs', import.meta.url));
/** A program that takes longer is not run again. */
const longRun = 8;
/** A program that takes longer is ended. */
const limit = 180;

/** One run of a Node program: seconds from start to end, CPU seconds of all threads, the most memory it held (MB), what it printed. */
export function runNode(words, folder) {
  const scratch = mkdtempSync(join(tmpdir(), 'kappa-bench-'));
  const file = join(scratch, 'usage.json');
  try {
    const env = { ...process.env, KAPPA_BENCH_USAGE: file };
    const { seconds, out } = run(process.execPath, ['--require', usage, ...words], { cwd: folder, env });
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(file, 'utf8'));
    return { seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024, out };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** One run of a Python recipe, which prints its own CPU seconds and memory. */
export function runPython(python, words, folder) {
  const { seconds, out } = run(python, words, { cwd: folder, env: process.env });
  const { cpu, memory } = JSON.parse(out);
  return { seconds, cpu, memory, out };
}

/** Medians of the contenders over at most `rounds` rounds in which each runs once; `read` makes a value of what a run printed. */
export function interleave(contenders, rounds) {
  const results = contenders.map(({ name }) => ({ name, runs: [], trouble: null }));
  for (let round = 0; round < rounds; round++)
    contenders.forEach(({ run: runOnce, read }, at) => {
      const { runs, trouble } = results[at];
      if (trouble !== null || (round > 0 && runs[0].seconds > longRun)) return;
      try {
        const measured = runOnce();
        runs.push({ ...measured, value: read(measured.out) });
      } catch (error) {
        results[at].trouble = error.message.split('\n')[0];
      }
    });
  return results.map(({ name, runs, trouble }) => ({
    name,
    trouble,
    ...(runs.length > 0 && {
      seconds: median(runs.map((each) => each.seconds)),
      cpu: median(runs.map((each) => each.cpu)),
      memory: median(runs.map((each) => each.memory)),
      value: runs[0].value,
    }),
  }));
}

export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
}

function run(program, words, options) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    ...options,
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
    timeout: limit * 1000,
  });
  const seconds = (performance.now() - started) / 1000;
  if (error?.code === 'ETIMEDOUT') throw new Error(`ended after ${limit} s`);
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) || `ended with ${status}`);
  return { seconds, out: stdout };
}
