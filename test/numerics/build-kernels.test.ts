import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { buildKernels } from '../../scripts/build-kernels.js';

const generated = new URL('../../src/numerics/kernels.generated.ts', import.meta.url);
const modified = async () => (await stat(generated)).mtimeMs;

test('kernels newer than their sources are not compiled again', async () => {
  await buildKernels();
  const before = await modified();
  await buildKernels();
  expect(await modified()).toBe(before);
});
