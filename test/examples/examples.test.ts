import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { readSpecification } from '../../src/spec/specification';

/**
 * kappa to six digits and the codes found, by file. The numbers are the product's own, pinned: they change with the generator of random
 * numbers, a rule or an example, and with nothing else. Their truth is tested in test/reference.
 */
const table: readonly [file: string, kappa: string, codes: string][] = [
  ['examples/bottleneck.arch', '153.622', 'K111 K113 K118'],
  ['examples/deep-linear.arch', '32.8957', ''],
  ['examples/digits-linear.arch', '7692.03', 'K201 K203'],
  ['examples/digits-mlp.arch', '499.379', 'K203 K306 K305'],
  ['examples/digits-whitened.arch', '3.48996', 'K203'],
  ['examples/lenet.arch', '1282.13', 'K119 K203'],
  ['examples/lstm.arch', '131415', 'K110 K119 K121'],
  ['examples/orthogonal.arch.json', '22.4294', ''],
  ['examples/pruned.arch', '18.9405', 'K902 K902'],
  ['examples/residual-mlp.arch', '124.682', 'K303'],
  ['examples/resnet-stage.arch', '1720.55', 'K119 K203'],
  ['examples/tiny-classifier.arch', '163.926', 'K203 K305'],
  ['examples/tiny-gpt.arch', '488244', 'K110 K119 K121'],
  ['examples/tiny-vit.arch', '2.77904e+7', 'K110 K119 K121 K602 K203'],
  ['examples/two-towers.arch', '96.2849', ''],
  ['examples/unscaled-residual.arch', '805.051', 'K303 K117 K123 K119 K601'],
  ['examples/paper/branch-scale.arch', '13.8041', ''],
  ['examples/paper/convolution-end-to-end.arch', '2.24601', 'K902 K902'],
  ['examples/paper/convolution.arch', '7.26090', 'K902'],
  ['examples/paper/depth-width.arch', '41.1176', 'K113'],
  ['examples/paper/depth.arch', '21.1367', ''],
  ['examples/paper/digits-centred.arch', '823.944', 'K203'],
  ['examples/paper/digits-raw.arch', '5011.90', 'K201 K203'],
  ['examples/paper/digits-whitened.arch', '4.24543', 'K203'],
  ['examples/paper/initialiser-kaiming.arch', '190.572', 'K113 K303'],
  ['examples/paper/initialiser-lecun.arch', '190.572', 'K113'],
  ['examples/paper/initialiser-orthogonal.arch', '13.0596', ''],
  ['examples/paper/initialiser-xavier.arch', '175.677', 'K113'],
  ['examples/paper/mean-batch-norm.arch', '7.18809', 'K119'],
  ['examples/paper/mean.arch', '562.668', 'K202'],
  ['examples/paper/one-hidden.arch', '53.7399', ''],
  ['examples/paper/pruning-random.arch', '153.438', 'K902 K902 K902'],
  ['examples/paper/pruning.arch', '178.749', 'K902 K902 K902'],
  ['examples/paper/skip-weight.arch', '97162.2', 'K114 K117 K110 K121'],
];

const files = ['examples', 'examples/paper'].flatMap((folder) =>
  readdirSync(folder).flatMap((name) => (/\.arch(\.json)?$/.test(name) ? [join(folder, name)] : [])),
);

it('leaves no example out', () => expect(table.map(([file]) => file)).toEqual(files));

it.each(table)('%s', async (path, kappa, codes) => {
  const syntax = path.endsWith('.json') ? 'json' : 'arch';
  const { architecture, problems } = readSpecification(readFileSync(path, 'utf8'), { syntax });
  expect(problems).toEqual([]);
  const folder = { read: async (name: string) => new Uint8Array(readFileSync(join(dirname(path), name))) };
  // No machine is so slow that the budget would change the answer.
  const { report, problems: found } = await analyse(architecture!, { files: folder, source: null, budgetSeconds: 600 });
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(report!.spectrum.kappa!.toPrecision(6)).toBe(kappa);
  expect(report!.findings.map(({ code }) => code).join(' ')).toBe(codes);
  expect(report!.expectations.every(({ holds }) => holds)).toBe(true);
});
