import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildPackage } from '../support/built-package';
import { packageFolder, temporaryFolder } from './terminal';

const folder = temporaryFolder();
const installation = temporaryFolder();
const cli = join(installation, 'dist/cli.js');
const kappa = (words: readonly string[], options: { readonly input?: string } = {}) =>
  spawnSync(process.execPath, [cli, ...words], { cwd: folder, encoding: 'utf8', ...options });

const tiny =
  'model Tiny {\n  input 2\n  data orthogonal(samples: 2, seed: 1)\n  init identity\n  dense(2, bias: false)\n}\n';
writeFileSync(join(folder, 'tiny.arch'), tiny);
writeFileSync(join(folder, 'bad.arch'), tiny.replace('dense', 'dnse'));
writeFileSync(
  join(folder, 'large.arch'),
  'model Large {\n  input 60\n  data gaussian(samples: 400, seed: 1)\n  dense(300, activation: tanh)\n  dense(300, activation: tanh)\n  dense(8)\n}\n',
);

beforeAll(() => buildPackage(installation));

it('analyses in its thread', () => {
  const { status, stdout, stderr } = kappa(['analyze', 'tiny.arch', '-', '--quiet'], { input: tiny });
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: 'tiny.arch: kappa 1\n<stdin>: kappa 1\n',
    stderr: '',
  });
});

it('runs as a program', () => {
  expect(execFileSync(cli, ['bounds', 'tiny.arch', '--format', 'json'], { cwd: folder, encoding: 'utf8' })).toContain(
    '"model": "Tiny"',
  );
});

it('finds its version and its pages', () => {
  expect(kappa(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(kappa(['explain', 'K110']).stdout).toMatch(/^# .*K110/);
});

it('reports bad input', () => {
  const { status, stdout, stderr } = kappa(['check', 'bad.arch']);
  expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
  expect(stdout).toMatch(/^bad\.arch:5:3: error K\d{3}: /);
});

it('ends quietly when its reader has gone', () => {
  const files = Array<string>(20).fill('tiny.arch').join(' ');
  const script = `set -o pipefail; "$0" "$1" analyze ${files} --format json | head -n 1`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, cli], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '[\n', stderr: '' });
});

it.each([
  ['waiting for standard input', '-'],
  ['analysing', 'large.arch'],
])('stops on Ctrl-C while %s', async (_, operand) => {
  const child = spawn(process.execPath, [cli, 'analyze', 'tiny.arch', operand, '--quiet'], { cwd: folder });
  child.stdout.once('data', () => child.kill('SIGINT'));
  const code = await new Promise((resolve) => child.once('exit', (status, signal) => resolve(status ?? signal)));
  expect(code).toBe(130);
});

it('says that an engine that is missing was not used, and goes on', () => {
  const { status, stdout } = kappa(['analyze', 'tiny.arch', '--engine', 'tensorflow', '--format', 'json']);
  const { spectrum, skipped } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(spectrum.kappa).toBeCloseTo(1, 12);
  expect(skipped).toEqual([
    expect.objectContaining({
      stage: 'products by TensorFlow',
      reason: expect.stringContaining('@tensorflow/tfjs-node is neither'),
    }),
  ]);
});

it('starts from what the build compiled, and compiles itself where V8 refuses that', async () => {
  const dist = join(installation, 'dist');
  const programs = ['cli.js', 'analysis-worker.js'];
  const hook = join(folder, 'hook.cjs');
  writeFileSync(hook, tellRefusals);
  const refusals = () => {
    const words = ['--require', hook, cli, 'analyze', 'tiny.arch', '--quiet'];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'tiny.arch: kappa 1\n' });
    return stderr;
  };
  // In a process of its own, since it changes flags of V8.
  const keep = `import { keepCompiled } from './scripts/code-cache.js'; await keepCompiled(${JSON.stringify(dist)});`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', keep], { cwd: packageFolder });
  expect(refusals()).toBe('cli.js false\nanalysis-worker.js false\n');
  for (const name of programs) writeFileSync(join(dist, 'programs', `${name}.cache`), 'of another V8');
  expect(refusals()).toBe('cli.js true\nanalysis-worker.js true\n');
});

/** Says of every script that is loaded in any thread whether V8 refuses its cache. */
const tellRefusals = `const vm = require('node:vm');
vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options);
    const name = require('node:path').basename(options.filename);
    require('node:fs').writeSync(2, name + ' ' + this.cachedDataRejected + '\\n');
  }
};
`;
