// Times a few analyses, each in a fresh process and three times over, and rewrites the speed table of README.md. Needs dist/ (npm run build).
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { replaceSection } from './marked-sections.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const runs = [
  ['tiny-classifier', []],
  ['deep-linear', []],
  ['residual-mlp', []],
  ['digits-linear', []],
  ['digits-mlp', []],
  ['digits-mlp', ['--samples', '200']],
];

/** Median seconds of the whole process, and what its Report says. */
function time(name, options) {
  const times = [];
  let report;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    const arguments_ = ['dist/cli.js', 'analyze', `examples/${name}.arch`, ...options, '--format', 'json'];
    report = JSON.parse(execFileSync(process.execPath, arguments_, { cwd: root, maxBuffer: 2 ** 28 }));
    times.push((performance.now() - started) / 1000);
  }
  return { seconds: times.sort((a, b) => a - b)[1], report };
}

function row([name, options]) {
  const { seconds, report } = time(name, options);
  const { parameterCount, samples, outputs } = report.model;
  const shown = `\`kappa analyze examples/${[`${name}.arch`, ...options].join(' ')}\``;
  return `| ${shown} | ${parameterCount.toLocaleString('en-US')} | ${samples} x ${outputs} | ${report.spectrum.rank} | ${seconds.toFixed(1)} s |`;
}

const head = ['| command | parameters | samples x outputs | rank of G | time |', '|---|---|---|---|---|'];
const machine = `Median of three runs, start of the process included: Node ${process.versions.node}, ${cpus()[0].model.trim()}.`;
const readme = `${root}README.md`;
const table = [...head, ...runs.map(row), '', machine].join('\n');
await writeFile(readme, replaceSection(await readFile(readme, 'utf8'), 'speed', table));
