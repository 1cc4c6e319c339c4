// Builds everything that ships: kernels first, then the bundles.
import { build as bundle } from 'esbuild';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildKernels } from './build-kernels.js';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function build() {
  await buildKernels();
  await rm(`${root}dist`, { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts', 'analysis-worker': 'src/worker/main.node.ts' },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // jsonc-parser's `main` is UMD, which cannot be bundled.
    mainFields: ['module', 'main'],
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: false,
    legalComments: 'none',
    logLevel: 'warning',
  });
  await chmod(`${root}dist/cli.js`, 0o755);
  if (process.platform !== 'win32') await linkCommand();
}

/** Lets `npx kappa` find the command at once; without the link npx installs the package into its cache first. */
async function linkCommand() {
  const link = `${root}node_modules/.bin/kappa`;
  await mkdir(`${root}node_modules/.bin`, { recursive: true });
  await rm(link, { force: true });
  await symlink('../../dist/cli.js', link);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
