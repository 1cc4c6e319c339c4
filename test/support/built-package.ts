import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildKernels } from '../../scripts/build-kernels.js';
import { buildPrograms } from '../../scripts/build.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The package as it is shipped to other versions of Node, in a folder of the test's own: no test changes what another one runs. Returns its `dist`. */
export async function buildPackage(folder: string): Promise<string> {
  const dist = join(folder, 'dist');
  await buildKernels();
  await buildPrograms(dist);
  for (const name of ['docs', 'package.json']) symlinkSync(join(root, name), join(folder, name));
  return dist;
}
