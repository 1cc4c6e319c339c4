// Measures what docs/paper.md shows and rewrites its tables, or those named: node scripts/paper.js [table...]. About two minutes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { importSource } from './import-source.js';
import { replaceSection } from './marked-sections.js';

const folder = new URL('../examples/paper/', import.meta.url);
const page = new URL('../docs/paper.md', import.meta.url);
const SEEDS = [1, 2, 3, 4, 5];
const DEPTHS = [2, 3, 4, 6, 8, 12];

const kappa = (report) => report.spectrum.kappa;
const rank = (report) => report.spectrum.rank;
const bound = (id) => (report) => report.bounds.find((one) => one.id === id && one.direction === 'upper').value;

/** By the section of docs/paper.md: heading of the table, its rows, and the draw whose command is shown. */
const tables = {
  depth: {
    head: ['layers', 'κ, width 100', 'U0', 'U2', 'U3', 'κ, width 300'],
    rows: DEPTHS,
    async cells(depth) {
      const narrow = await draws('depth', { depth, width: 100 });
      const wide = await draws('depth', { depth, width: 300 });
      return [kappa, bound('U0'), bound('U2'), bound('U3')].map((of) => median(narrow, of)).concat(median(wide, kappa));
    },
    shown: ['depth', { depth: 12, width: 100 }],
  },

  'depth-width': {
    head: ['layers', 'κ, width 12 a layer', 'U0', 'κ, width 20 a layer', 'U0'],
    rows: DEPTHS,
    async cells(depth) {
      const both = await Promise.all([12, 20].map((ratio) => draws('depth-width', { depth, ratio })));
      return both.flatMap((reports) => [median(reports, kappa), median(reports, bound('U0'))]);
    },
    shown: ['depth-width', { depth: 12, ratio: 12 }],
  },

  'one-hidden': {
    head: ['hidden width', 'κ', 'exact formula', 'U2, convex combination', 'U3, maximum', 'U2 / κ', 'U3 / κ'],
    rows: [20, 24, 32, 48, 96, 200],
    async cells(width) {
      const reports = await draws('one-hidden', { width });
      const ratio = (id) => (report) => bound(id)(report) / kappa(report);
      const of = [kappa, bound('two_layer_exact'), bound('U2'), bound('U3'), ratio('U2'), ratio('U3')];
      return of.map((figure) => median(reports, figure));
    },
    shown: ['one-hidden', { width: 200 }],
  },

  'skip-weight': {
    head: ['β', 'κ', 'U0', 'closed form, section 4.2'],
    rows: [0, 0.25, 0.5, 1, 1.5, 2, 4, 8],
    async cells(beta) {
      const reports = await draws('skip-weight', { beta });
      return [kappa, bound('U0'), bound('residual')].map((of) => median(reports, of));
    },
    shown: ['skip-weight', { beta: 4 }],
  },

  'branch-scale': {
    head: ['blocks', 'κ, branches unscaled', 'κ, times 1/√depth', 'κ, times 1/depth'],
    rows: [2, 4, 8, 16, 32],
    async cells(depth) {
      const all = await Promise.all([0, 0.5, 1].map((power) => draws('branch-scale', { depth, power })));
      return all.map((reports) => median(reports, kappa));
    },
    shown: ['branch-scale', { depth: 32, power: 1 }],
  },

  pruning: {
    head: [
      'sparsity',
      ...['by magnitude', 'at random'].flatMap((way) => [`κ, ${way}`, 'rank', 'all parameters counted']),
    ],
    rows: [0, 0.2, 0.4, 0.6, 0.8, 0.9],
    async cells(sparsity) {
      const both = await Promise.all(
        ['pruning', 'pruning-random'].map(async (name) => {
          const reports = await draws(name, { sparsity });
          return [
            median(reports, kappa),
            String(Math.round(middle(reports.map(rank)))),
            figure(middle(await kappasOfAllParameters(name, { sparsity }))),
          ];
        }),
      );
      return both.flat();
    },
    shown: ['pruning', { sparsity: 0.8 }],
  },

  normalisation: {
    head: ['mean of the data', 'κ', 'with batch normalisation'],
    rows: [0, 1, 3, 10],
    async cells(mean) {
      const all = await Promise.all(['mean', 'mean-batch-norm'].map((name) => draws(name, { mean })));
      return all.map((reports) => median(reports, kappa));
    },
    shown: ['mean-batch-norm', { mean: 10 }],
  },

  convolution: {
    head: ['filters', ...[3, 9].flatMap((kernel) => [`κ, kernel ${kernel}`, 'bound with N']), 'end to end, kernel 9'],
    rows: [2, 4, 8, 16],
    async cells(filters) {
      const headed = await Promise.all([3, 9].map((kernel) => draws('convolution', { filters, kernel })));
      const endToEnd = await draws('convolution-end-to-end', { filters, kernel: 9 });
      const cells = headed.flatMap((reports) => [median(reports, kappa), median(reports, bound('shared_weights'))]);
      return [...cells, median(endToEnd, bound('frequencies_exact'))];
    },
    shown: ['convolution', { filters: 16, kernel: 3 }],
  },

  digits: {
    head: ['digits', 'κ(Σ)', 'κ, one hidden layer', 'κ, three hidden layers'],
    rows: ['raw', 'centred', 'whitened'],
    async cells(form) {
      const all = await Promise.all([1, 3].map((depth) => draws(`digits-${form}`, { depth }, [1, 2, 3])));
      return [median(all[0], (report) => report.data.kappaSigma), ...all.map((reports) => median(reports, kappa))];
    },
    shown: ['digits-whitened', { depth: 3 }],
  },

  initialisers: {
    head: ['initialiser', 'κ', 'smallest', 'largest', 'κ(Σ)'],
    rows: ['kaiming', 'lecun', 'xavier', 'orthogonal'],
    async cells(name) {
      const reports = await draws(`initialiser-${name}`, {});
      const values = reports.map(kappa);
      const extremes = [Math.min(...values), Math.max(...values)].map(figure);
      return [median(reports, kappa), ...extremes, median(reports, (report) => report.data.kappaSigma)];
    },
    shown: ['initialiser-orthogonal', {}],
  },
};

let product;

/** Reports of a specification of examples/paper, one a seed. */
async function draws(name, parameters, seeds = SEEDS) {
  const source = await readFile(new URL(`${name}.arch`, folder), 'utf8');
  const files = { read: (path) => readFile(new URL(path, folder)) };
  const reports = [];
  for (const seed of seeds) {
    const { architecture, problems } = product.readSpecification(source, { syntax: 'arch', parameters, seed });
    if (!architecture) throw new Error(`${name}: ${problems[0].message}`);
    reports.push((await product.analyse(architecture, { files, source: null, budgetSeconds: 60 })).report);
  }
  return reports;
}

/** Of the same pruned weights, one a seed, where the removed ones may grow back. */
async function kappasOfAllParameters(name, parameters) {
  const pruned = await readFile(new URL(`${name}.arch`, folder), 'utf8');
  const whole = pruned.replaceAll(/, prune: prune\([^)]*\)/g, '');
  const kappas = [];
  for (const seed of SEEDS) {
    const [sparse, dense] = await Promise.all(
      [pruned, whole].map(async (source) => {
        const { architecture } = product.readSpecification(source, { syntax: 'arch', parameters, seed });
        return (await product.instantiate(architecture, {})).value;
      }),
    );
    dense.nodes.forEach(({ operation }, at) =>
      operation.parameters.forEach(({ values }, i) => values.set(sparse.nodes[at].operation.parameters[i].values)),
    );
    const jacobian = product.factoredJacobian(dense, product.secondMomentFactor(dense.data.inputs, false));
    kappas.push(product.measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true }).kappa);
  }
  return kappas;
}

/** Of a figure over draws, for a cell; a dash where a bound does not apply to most of them. */
function median(reports, of) {
  const values = reports.map(of).filter((value) => value !== null);
  return values.length * 2 > reports.length ? figure(middle(values)) : '-';
}

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Three digits: 4.27, 186, 2.1e6. */
function figure(value) {
  return value < 1e5 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace('e+', 'e');
}

async function render({ head, rows, cells, shown: [name, parameters] }) {
  const lines = [];
  for (const row of rows) lines.push([row, ...(await cells(row))]);
  const table = [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
  const settings = Object.entries(parameters).map(([key, value]) => `--set ${key}=${value} `);
  const command = `npx kappa analyze examples/paper/${name}.arch ${settings.join('')}--seed 1`;
  const [draw] = await draws(name, parameters, [1]);
  return `${table}\n\nOne draw: \`${command}\` gives κ = ${figure(kappa(draw))}.`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2);
  product = await importSource(
    'src/spec/specification',
    'src/analysis/analyse',
    'src/network/instantiate',
    'src/gauss-newton/jacobian',
    'src/gauss-newton/second-moment-factor',
    'src/gauss-newton/spectrum',
  );
  let text = await readFile(page, 'utf8');
  for (const [section, table] of Object.entries(tables).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  ))
    text = replaceSection(text, `table: ${section}`, await render(table));
  await writeFile(page, text);
}
