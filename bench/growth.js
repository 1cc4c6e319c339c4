// How CPU time to kappa grows with width, depth, samples and outputs, beside the growth of the floating-point operations.
import { importSource } from '../scripts/import-source.js';
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
      points.push({ size, seconds: await seconds(shape), operations: operationsOf(shape) });
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

/** The least of three runs: what disturbs a run only adds to it. */
async function kappaSeconds(runJob, { width, depth, samples, outputs }) {
  const text = `model Growth {\n  input ${inputs}\n  data gaussian(samples: ${samples}, seed: 1)\n  init kaiming_normal\n  repeat(${depth}) { dense(${width}, activation: relu) }\n  dense(${outputs})\n}\n`;
  const job = { text, syntax: 'arch', path: null, parameters: {}, budgetSeconds: 300, thresholds: {}, kappaOnly: true };
  const times = [];
  for (let run = 0; run < 3; run++) {
    const started = process.cpuUsage();
    const { report } = await runJob(job, { files: { read: () => Promise.reject(new Error('There are no files.')) } });
    const { user, system } = process.cpuUsage(started);
    if (typeof report?.spectrum.kappa !== 'number') throw new Error(`growth: no kappa for ${text}`);
    times.push((user + system) / 1e6);
  }
  return Math.min(...times);
}

/** Forward and backward passes, two symmetric products a layer, and a Cholesky factor of the Gram matrix. */
function operationsOf({ width, depth, samples, outputs }) {
  const rows = samples * outputs;
  const widths = [inputs, ...Array.from({ length: depth }, () => width), outputs];
  const layers = widths.slice(1).map((units, at) => {
    const passes = 2 * (samples + rows) * units * widths[at];
    return passes + rows ** 2 * Math.min(units, width) + samples ** 2 * widths[at];
  });
  return layers.reduce((sum, each) => sum + each, rows ** 3 / 3);
}

/** Slope of the line through the logarithms. */
function exponent(points, key) {
  const logs = points.map((point) => [Math.log(point.size), Math.log(point[key])]);
  const mean = (at) => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, pair) => sum + (pair[0] - x) * (pair[1] - y), 0);
  return covariance / logs.reduce((sum, pair) => sum + (pair[0] - x) ** 2, 0);
}
