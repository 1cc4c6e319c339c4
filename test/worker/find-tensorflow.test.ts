import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { engineFor, noteMissing } from '../../src/analysis/requested-engine';
import { Budget } from '../../src/analysis/budget';
import { builtinEngine } from '../../src/gauss-newton/product-engine';
import { instantiate } from '../../src/network/instantiate';
import { requestedEngine } from '../../src/worker/engines';
import { findTensorflow } from '../../src/worker/find-tensorflow.node';
import { temporaryFolder } from '../cli/terminal';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: unknown };
const networkOf = async (layers: string) =>
  (await instantiate(validArch(`model M { input 3x2 data gaussian(samples: 2) ${layers} }`), memoryFiles({}))).value!;

/** A folder whose node_modules has this for the native package. */
function installed(source: string): string {
  const folder = temporaryFolder();
  const home = join(folder, 'node_modules/@tensorflow/tfjs-node');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "name": "@tensorflow/tfjs-node", "main": "index.js" }');
  writeFileSync(join(home, 'index.js'), source);
  return folder;
}

const request = (folder: string) => ({ name: 'tensorflow' as const, folders: [folder] });

// TensorFlow's JavaScript backend stands for the native one.
const works = installed(`
  if (!require('node:util').isNullOrUndefined(undefined)) throw new Error('not restored');
  require('${modules}/@tensorflow/tfjs-backend-cpu');
  module.exports = require('${modules}/@tensorflow/tfjs-core');`);

it('finds the package from a folder and restores what Node 23 took from it', async () => {
  delete util.isNullOrUndefined;
  const budget = new Budget(1);
  const engine = await engineFor(await networkOf('flatten dense(2)'), findTensorflow(request(works)), budget);
  expect(engine.name).toMatch(/^TensorFlow\.js \d+\.\d+\.\d+ in float32$/);
  expect([engine.roundoff, budget.skipped]).toEqual([2 ** -24, []]);
});

it.each([
  ['does not know a layer', works, 'rnn(2) flatten dense(2)', 'it knows no layer of kind "rnn" with these settings'],
  ['breaks', installed('throw new Error("no binding\\nhere")'), 'dense(2)', 'it could not be loaded: no binding'],
  [
    'is something else',
    installed('module.exports = {}'),
    'dense(2)',
    /^it could not be loaded: .* is not TensorFlow.js$/,
  ],
])('falls back with a sentence where the package %s', async (_, folder, layers, reason) => {
  const budget = new Budget(1);
  expect(await engineFor(await networkOf(layers), findTensorflow(request(folder)), budget)).toBe(builtinEngine);
  expect(budget.skipped).toEqual([
    {
      stage: 'products by TensorFlow',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
      estimate: expect.any(String),
      instead: 'the same figures from the built-in kernels, in float64',
    },
  ]);
});

it.each([
  ['the package is nowhere', findTensorflow(request(temporaryFolder())), /^@tensorflow\/tfjs-node is neither in/],
  ['the host loads none', requestedEngine(request('')), 'native packages do not run in a browser'],
])('says so where %s', async (_, requested, reason) => {
  const budget = new Budget(1);
  noteMissing(requested, budget);
  expect(budget.skipped).toEqual([expect.objectContaining({ reason: expect.stringMatching(reason) })]);
  expect(await engineFor(await networkOf('dense(2)'), requested, budget)).toBe(builtinEngine);
});
