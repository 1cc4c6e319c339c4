// How CPU time to kappa grows with width, depth, samples and outputs, beside the growth of the floating-point operations.
import { importSource } from '../scripts/import-source.js';
import { operationsOf } from './operations.js';
import { figure, table } from './results.js';

const base = { width: 128, depth: 4, samples: 48, outputs: 8 };
const inputs = 64;
const series = {
  width: [128, 256, 512, 1024],
  depth: [4, 8, 16, 32],
  samples: [32, 64, 128, 256],
  outputs: [4, 8, 16, 32],
};

export async function growth() {
  const { runJob } = await importSource('src/worker/run-job');
  const seconds = (sizes) => kappaSeconds(runJob, sizes);
  // The engine compiles first.
  await seconds(base);
  const rows = [];
  for (const [name, sizes] of Object.entries(series)) {
    const points = [];
    for (const size of sizes) {
      const shape = { ...base, [name]: size };
      points.push({ size, seconds: await seconds(shape), operations: operationsOf(netOf(shape)) });
    }
    rows.push([
      name,
      `${sizes[0]} to ${sizes.at(-1)}`,
      points.map((each) => figure(each.seconds)).join(', '),
      exponent(points, 'seconds').toFixed(2),
      exponent(points, 'operations').toFixed(2),
      figure(points.at(-1).operations / points.at(-1).seconds / 1e9),
    ]);
  }
  const { width, depth, samples, outputs } = base;
  return [
    '## Growth',
    `CPU seconds to kappa of a relu net of ${inputs} inputs, width ${width}, depth ${depth}, ${samples} samples, ${outputs} outputs, one of them varied; ` +
      'the exponents are fitted by least squares in logarithms. An exponent of time above that of the operations would be a step that grows faster than it should; ' +
      'below it, fixed costs count.',
    table(['varied', 'from, to', 'CPU seconds', 'exponent', 'of operations', 'GF/s, last'], rows),
  ];
}

/** The least of three runs: what disturbs a run only adds to it. Each draws anew, so that nothing is remembered. */
async function kappaSeconds(runJob, shape) {
  const times = [];
  for (const seed of [1, 2, 3]) {
    const text = specification(shape, seed);
    const job = {
      text,
      syntax: 'arch',
      path: null,
      parameters: {},
      seed,
      budgetSeconds: 300,
      thresholds: {},
      kappaOnly: true,
    };
    const started = process.cpuUsage();
    const { report } = await runJob(job, { files: { read: () => Promise.reject(new Error('There are no files.')) } });
    const { user, system } = process.cpuUsage(started);
    if (typeof report?.spectrum.kappa !== 'number') throw new Error(`growth: no kappa for ${text}`);
    times.push((user + system) / 1e6);
  }
  return Math.min(...times);
}

function specification({ width, depth, samples, outputs }, seed) {
  return [
    'model Growth {',
    `  input ${inputs}`,
    `  data gaussian(samples: ${samples}, seed: ${seed})`,
    '  init kaiming_normal',
    `  repeat(${depth}) { dense(${width}, activation: relu) }`,
    `  dense(${outputs})`,
    '}',
  ].join('\n');
}

function netOf({ width, depth, samples, outputs }) {
  return { samples, widths: [inputs, ...Array.from({ length: depth }, () => width), outputs] };
}

/** Slope of the line through the logarithms. */
function exponent(points, key) {
  const logs = points.map((point) => [Math.log(point.size), Math.log(point[key])]);
  const mean = (at) => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, pair) => sum + (pair[0] - x) * (pair[1] - y), 0);
  return covariance / logs.reduce((sum, pair) => sum + (pair[0] - x) ** 2, 0);
}
