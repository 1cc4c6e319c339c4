import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { usesRelaxedSimd } from '../../src/numerics/kernel-module';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FLAG = '--experimental-wasm-relaxed-simd';
/** (1 + 2^-30)^2 - (1 + 2^-29): 2^-60 when product and sum are rounded once, 0 when the product is rounded first. */
const PROGRAM = `
import { revealRelaxedSimd, usesRelaxedSimd } from './src/numerics/kernel-module';
import { Matrix } from './src/numerics/matrix';
import { multiply } from './src/numerics/products';
import { withRelaxedSimd } from './src/worker/relaxed-simd.node';
if (process.argv.includes('revealed')) revealRelaxedSimd(withRelaxedSimd);
const x = 1 + 2 ** -30;
const product = multiply(Matrix.fromRows([[-(1 + 2 ** -29), x]]), Matrix.fromRows([[1], [x]])).get(0, 0);
console.log(JSON.stringify({ relaxed: usesRelaxedSimd(), product }));
`;
/** Whether this host knows relaxed SIMD without being asked. */
const isKnown = usesRelaxedSimd();
let script: string;

beforeAll(async () => {
  const stdin = { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' as const };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'cjs', platform: 'node' });
  script = outputFiles[0].text;
});

/** Rounded once, or twice: the processor may have no such instruction. */
const relaxedProduct = expect.toBeOneOf([2 ** -60, 0]);

test.each([
  { title: 'the host decides', flags: [], words: [], relaxed: isKnown },
  {
    title: 'a host that is told by a flag runs the other build',
    flags: isKnown ? [] : [FLAG],
    words: [],
    relaxed: true,
  },
  { title: 'a host that hides relaxed SIMD is made to show it', flags: [], words: ['revealed'], relaxed: true },
])('$title', ({ flags, words, relaxed }) => {
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-', ...words], {
    input: script,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ relaxed, product: relaxed ? relaxedProduct : 0 });
});
