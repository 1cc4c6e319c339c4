// One workload: our kappa alone and our whole report against the same algorithm elsewhere, in one interleaved run.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, runNode, runPython } from './measure.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = `${root}dist/cli.js`;
const stored = `${root}test/reference/benchmarks`;
const recipe = `${root}bench/python/kappa.py`;

/** Largest relative difference of a kappa from the truth, or between our own two ways to it. */
const tolerance = 1e-9;
/** What the tools compared with may be off by. */
const tolerancePeers = 1e-6;

/** `path`: its specification. Gives the contenders with medians, and sentences about wrong values. */
export function runWorkload(workload, path, { pythons, rounds }) {
  const { net, strides, kappa, vary, kappaOnly, tools } = workload;
  const folder = dirname(path);
  const options = ['--format', 'json', '--budget', '5m'];
  const seeds = vary ? ['--vary', vary] : ['--seeds', '1'];
  const results = interleave(
    [
      {
        name: 'kappa alone',
        run: () => runNode([cli, 'sweep', path, ...seeds, ...options], folder),
        read: (out) => JSON.parse(out).rows.map((row) => row.runs[0].kappa),
      },
      !kappaOnly && {
        name: 'whole report',
        run: () => runNode([cli, 'analyze', path, ...options], folder),
        read: (out) => [JSON.parse(out).spectrum.kappa],
      },
      net &&
        !strides && {
          name: 'ml-matrix',
          run: () => runNode([`${root}bench/baselines/gram.js`, net], folder),
          read: (out) => [JSON.parse(out).kappa],
        },
      ...tools.filter((tool) => pythons[tool]).map((tool) => python(tool, pythons[tool], workload)),
    ].filter(Boolean),
    rounds,
  );
  return { ...workload, results, wrong: wrongValues(results, kappa) };
}

/** Of a net drawn anew there is no value to compare. */
function python(tool, program, { net, strides = [], shapes }) {
  const nets = net ? ['stored', stored, net, ...strides.map(String)] : ['drawn', ...shapes];
  return {
    name: tool,
    run: () => runPython(program, [recipe, tool, ...nets], root),
    read: (out) => (net ? [JSON.parse(out).kappa] : []),
  };
}

/** Sentences about every kappa that is not the known one, or, without one, not that of the first contender. */
export function wrongValues(results, known) {
  const [first] = results;
  const truth = known === undefined ? first.value : [known];
  return results.flatMap(({ name, value, trouble }) => {
    const ours = name === 'kappa alone' || name === 'whole report';
    if (value === undefined) return ours ? [`${name}: ${trouble}`] : [];
    const limit = ours ? tolerance : tolerancePeers;
    return value.flatMap((each, at) =>
      Math.abs(each / truth[at] - 1) <= limit ? [] : [`${name}: kappa is ${each}, not ${truth[at]}`],
    );
  });
}
