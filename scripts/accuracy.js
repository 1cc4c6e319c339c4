// Compares analyses of the 60-digit reference cases with their truth and rewrites the accuracy table of README.md.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { importSource } from './import-source.js';
import { replaceSection } from './marked-sections.js';

const root = new URL('..', import.meta.url);
const linear = ({ kind, loss }) => kind !== 'mlp' && loss === 'mse';
const kinds = [
  ['linear networks, κ up to 1e6', (one) => linear(one) && one.kappa < 1e6],
  ['linear networks, κ from 1e6 to 1e12', (one) => linear(one) && one.kappa >= 1e6],
  ['linear networks under cross entropy', ({ kind, loss }) => kind !== 'mlp' && loss === 'ce'],
  ['networks with activations', ({ kind }) => kind === 'mlp'],
];

async function measure() {
  const { readSpecification, analyse, specificationOf } = await importSource(
    'src/spec/specification',
    'src/analysis/analyse',
    'test/support/reference-specification',
  );
  const { cases } = JSON.parse(await readFile(new URL('test/reference/cases/gauss-newton.json', root), 'utf8'));
  // Layers of these cases come with a later release.
  const covered = cases.filter(({ kind, norm }) => kind !== 'bn_linear' && kind !== 'conv' && norm !== 'LN');
  const results = [];
  for (const one of covered) {
    const { source, files } = specificationOf(one);
    const { architecture } = readSpecification(source, { syntax: 'arch' });
    const { report } = await analyse(architecture, { files, source: null, budgetSeconds: 60 });
    const kappa = Number(one.kappa);
    const rankRight = report.spectrum.rank === one.rank;
    results.push({
      kind: one.kind,
      loss: one.loss,
      kappa,
      rankRight,
      error: Math.abs(report.spectrum.kappa / kappa - 1),
    });
  }
  return results;
}

function table(results) {
  const rows = kinds.map(([title, belongs]) => {
    const own = results.filter(belongs);
    const worst = Math.max(...own.map(({ error }) => error));
    const ranks = own.filter(({ rankRight }) => rankRight).length;
    return `| ${title} | ${own.length} | ${worst.toExponential(0)} | ${ranks} of ${own.length} |`;
  });
  return ['| reference cases | number | worst relative error of κ | rank right |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = new URL('README.md', root);
  await writeFile(readme, replaceSection(await readFile(readme, 'utf8'), 'accuracy', table(await measure())));
}
