import { build } from 'esbuild';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildKernels } from '../../scripts/build-kernels.js';
import { node } from '../../scripts/build.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The package as it is shipped, in a folder of the test's own: no test changes what another one runs. Returns its `dist`. */
export async function buildPackage(folder: string): Promise<string> {
  const dist = join(folder, 'dist');
  await buildKernels();
  await build({ ...(node as object), absWorkingDir: root, outdir: dist });
  for (const name of ['docs', 'package.json']) symlinkSync(join(root, name), join(folder, name));
  return dist;
}
