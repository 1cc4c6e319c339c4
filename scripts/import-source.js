// Bundles TypeScript modules of src/ and imports them, for scripts that run the product itself.
import { build } from 'esbuild';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildKernels } from './build-kernels.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** All exports of the given modules, paths relative to the repository: `importSource('src/spec/specification')`. */
export async function importSource(...modules) {
  await buildKernels();
  // In the repository, so that the packages that are not bundled are found.
  const cache = `${root}node_modules/.cache`;
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(`${cache}/source-`);
  const outfile = join(folder, 'source.mjs');
  try {
    await build({
      stdin: {
        contents: modules.map((path) => `export * from './${path}';`).join('\n'),
        resolveDir: root,
        loader: 'ts',
      },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      // jsonc-parser's `main` is UMD, which cannot be bundled.
      mainFields: ['module', 'main'],
      external: ['playwright-core'],
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
