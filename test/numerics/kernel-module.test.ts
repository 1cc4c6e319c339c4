import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { usesRelaxedSimd } from '../../src/numerics/kernel-module';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** (1 + 2^-30)^2 - (1 + 2^-29): 2^-60 when product and sum are rounded once, 0 when the product is rounded first. */
const PROGRAM = `
import { usesRelaxedSimd } from './src/numerics/kernel-module';
import { Matrix } from './src/numerics/matrix';
import { multiply } from './src/numerics/products';
const x = 1 + 2 ** -30;
const product = multiply(Matrix.fromRows([[-(1 + 2 ** -29), x]]), Matrix.fromRows([[1], [x]])).get(0, 0);
console.log(JSON.stringify({ usesRelaxedSimd, product }));
`;
let script: string;

beforeAll(async () => {
  const stdin = { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' as const };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'cjs', platform: 'node' });
  script = outputFiles[0].text;
});

function run(...flags: string[]): { readonly usesRelaxedSimd: boolean; readonly product: number } {
  return JSON.parse(execFileSync(process.execPath, [...flags, '-'], { input: script, encoding: 'utf8' }));
}

test('without a flag the host decides; without relaxed SIMD every operation is rounded', () => {
  const plain = run();
  expect(plain.usesRelaxedSimd).toBe(usesRelaxedSimd);
  expect(plain.product).toBeOneOf(usesRelaxedSimd ? [0, 2 ** -60] : [0]);
});

test.skipIf(usesRelaxedSimd)('a host that knows relaxed SIMD is found out and runs the other build', () => {
  const relaxed = run('--experimental-wasm-relaxed-simd');
  expect(relaxed.usesRelaxedSimd).toBe(true);
  // The processor may have no such instruction; then both are rounded.
  expect(relaxed.product).toBeOneOf([2 ** -60, 0]);
});
