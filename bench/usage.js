// Loaded before a measured program (`node --import`): writes down at its end what the whole process, threads included, has used.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('exit', () => writeFileSync(process.env.KAPPA_BENCH_USAGE, JSON.stringify(process.resourceUsage())));
