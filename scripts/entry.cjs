#!/usr/bin/env node
// What starts a built program: build.js copies this file to dist/NAME.js for every dist/programs/NAME.js.
'use strict';
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { Script } = require('node:vm');
const { Worker } = require('node:worker_threads');

/** Commands of `kappa` that analyse. The thread for it starts here, since it takes as long as loading the command line. */
const ANALYSING = ['analyze', 'bounds', 'check', 'compare', 'sweep', 'theory'];
const analyses = basename(__filename) === 'cli.js' && ANALYSING.includes(process.argv[2]);
const thread = analyses ? new Worker(join(__dirname, 'analysis-worker.js')) : undefined;

const program = join(__dirname, 'programs', basename(__filename));
// Bundles are ASCII, and this is how a file becomes a string without being decoded.
const script = new Script(readFileSync(program, 'latin1'), { filename: program, cachedData: compiled() });
script.runInThisContext()(require, __filename, thread);

/** What V8 made of the program when it was built (code-cache.js). Another V8 refuses it and compiles the text. */
function compiled() {
  try {
    return readFileSync(`${program}.cache`);
  } catch {
    return undefined;
  }
}
