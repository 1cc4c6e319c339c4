// `npm run bench [-- NAME ...]`: measures the product against the same algorithms elsewhere and writes bench/results.md. Names: workloads of
// workloads.js, and the parts `eigenvalues`, `editing`, `reading`, `growth`; all of them without a name. Needs dist/ (npm run build).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSource } from '../scripts/import-source.js';
import { editing } from './editing.js';
import { cpuSeconds, eigenvalues, randomSymmetric } from './eigenvalues.js';
import { growth } from './growth.js';
import { pythonWith } from './pythons.js';
import { reading } from './reading.js';
import { figure, limits, machine, table, targetRows, workloadRows } from './results.js';
import { runWorkload } from './run-workload.js';
import { workloads, writeWorkload } from './workloads.js';

const rounds = 3;
const parts = { eigenvalues, editing, reading, growth };

const asked = process.argv.slice(2);
const known = [...workloads.map(({ id }) => id), ...Object.keys(parts)];
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no workload ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  process.exit(2);
}
const wanted = (name) => asked.length === 0 || asked.includes(name);

const tools = ['numpy', 'torch', 'vivit', 'curvlinops'];
const pythons = Object.fromEntries(tools.map((tool) => [tool, pythonWith(tool)]));
const missing = tools.filter((tool) => !pythons[tool]);
const blocks = [
  '# Results',
  'Written by `npm run bench`. Medians; seconds are from the start of the process to its end, CPU seconds those of all its threads.',
  machine(),
  ...(missing.length > 0
    ? [`No Python with ${missing.join(' or ')} was found (KAPPA_PYTHON names one), so that these recipes were not run.`]
    : []),
];

const folder = mkdtempSync(join(tmpdir(), 'kappa-bench-'));
const wrong = [];
try {
  const chosen = workloads.filter(({ id }) => wanted(id));
  if (chosen.length > 0) blocks.push(...(await workloadBlocks(chosen)));
  for (const [name, run] of Object.entries(parts))
    if (wanted(name)) {
      console.error(name);
      blocks.push(...(await run(pythons)));
    }
} finally {
  rmSync(folder, { recursive: true });
}
const page = `${blocks.join('\n\n')}\n`;
console.log(page);
if (asked.length === 0) writeFileSync(new URL('results.md', import.meta.url), page);
for (const sentence of wrong) console.error(sentence);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function workloadBlocks(chosen) {
  const { benchmarkNet } = await importSource('test/support/benchmark-nets');
  const measured = chosen.map((workload) => {
    console.error(workload.id);
    const path = writeWorkload(workload, folder, benchmarkNet);
    return runWorkload(workload, path, { pythons, rounds });
  });
  wrong.push(...measured.flatMap(({ id, wrong: sentences }) => sentences.map((each) => `${id}: ${each}`)));
  const start = measured.find(({ id }) => id === 'tiny')?.results.find(({ name }) => name === 'kappa alone').cpu;
  const rate = await productRate();
  return [
    '## Process start to kappa',
    table(
      ['workload', 'program', 'seconds', 'CPU seconds', 'MB', 'CPU, times kappa alone'],
      measured.flatMap(workloadRows),
    ),
    measured.map(({ id, about }) => `- ${id}: ${about}`).join('\n'),
    '## Targets',
    'A target is a multiple of the speed of the fastest other tool, start-up included: in this run where that tool is here, else as recorded on another machine, which is no claim. ' +
      `Floor: the CPU seconds of tiny, nearly all of them the start, and the operations that kappa takes at least, in float64 products on one thread (${figure(rate / 1e9)} GF/s here); ` +
      'what a measured time has above it goes into Lanczos steps, theorems, drawing numbers and the Report.',
    table(
      [
        'workload',
        'what',
        'seconds',
        'fastest other tool',
        'times faster',
        'target',
        'met',
        'MB, ours / its',
        'CPU seconds',
        'GF',
        'floor',
      ],
      measured.flatMap((each) => targetRows(each, { start, rate })),
    ),
    ...limits(measured),
  ];
}

/** Floating-point operations a second of large products, one thread. */
async function productRate() {
  const { Matrix, multiply, revealRelaxedSimd, withRelaxedSimd } = await importSource(
    'src/numerics/matrix',
    'src/numerics/products',
    'src/numerics/kernel-module',
    'src/worker/relaxed-simd.node',
  );
  // As every analysis thread does.
  revealRelaxedSimd(withRelaxedSimd);
  const size = 1000;
  const matrix = new Matrix(size, size, randomSymmetric(size));
  const times = Array.from({ length: 3 }, () => cpuSeconds(() => multiply(matrix, matrix)));
  return (2 * size ** 3) / Math.min(...times);
}
