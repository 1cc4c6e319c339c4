// Loaded before a measured program (`node --require`): writes down at its end what the whole process, threads included, has used. CommonJS,
// because a module would make Node load its loader of modules first, in every thread, which the program alone does not.
'use strict';
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread)
  process.on('exit', () => writeFileSync(process.env.KAPPA_BENCH_USAGE, JSON.stringify(process.resourceUsage())));
