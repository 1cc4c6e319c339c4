// Builds everything that ships: kernels first, then the bundles. Prints the size of each.
import { build as bundle } from 'esbuild';
import { chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildKernels } from './build-kernels.js';
import { keepCompiled } from './code-cache.js';
import { thirdPartyNotices } from './third-party.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;

const common = {
  absWorkingDir: root,
  bundle: true,
  // jsonc-parser's `main` is UMD, which cannot be bundled.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/**
 * Command line, server thread and analysis worker: scripts that give a function of `require`, the entry's path and what has started
 * already (entry.cjs). Names stay, so that a stack trace says something.
 */
const programs = {
  ...common,
  entryPoints: {
    cli: 'src/cli/main.ts',
    'analysis-worker': 'src/worker/main.node.ts',
    'server-thread': 'src/server/main.thread.ts',
  },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  define: { 'import.meta.url': 'kappaModule' },
  banner: {
    js: '(function(require,__filename,kappaThread){const kappaModule=require("node:url").pathToFileURL(__filename).href;',
  },
  footer: { js: '})' },
};

const browser = {
  ...common,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
  minify: true,
};

/** Both hosts of extensions load CommonJS and provide `vscode`. */
const extension = { ...common, format: 'cjs', external: ['vscode'], minify: true };

const bundles = [
  {
    ...extension,
    entryPoints: ['src/extension/main.node.ts'],
    outfile: 'dist/extension.cjs',
    platform: 'node',
    target: 'node20',
  },
  {
    ...extension,
    entryPoints: ['src/extension/main.web.ts'],
    outfile: 'dist/web/extension.js',
    platform: 'browser',
    target: 'es2022',
    mainFields: browser.mainFields,
  },
  { ...browser, entryPoints: ['webview/main.ts'], outfile: 'dist/webview/panel.js' },
  { ...browser, entryPoints: ['webview/panel.css'], outfile: 'dist/webview/panel.css' },
];

export async function build() {
  await buildKernels();
  await rm(dist, { recursive: true, force: true });
  const built = await Promise.all([
    buildPrograms(dist),
    ...bundles.map((options) => bundle(options)),
    bundleWebServer(),
  ]);
  await keepCompiled(dist);
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(`${root}dist/third-party-notices.txt`, await thirdPartyNotices(root, inputs));
  if (process.platform !== 'win32') await linkCommand();
  return built.flatMap(({ metafile }) =>
    Object.entries(metafile.outputs).map(([path, { bytes }]) => ({ path, bytes })),
  );
}

/** The programs that run in Node, with their entries, in `dist`: a folder of its own in a package. */
export async function buildPrograms(dist) {
  const built = await bundle({ ...programs, outdir: `${dist}/programs` });
  for (const name of Object.keys(programs.entryPoints)) {
    await copyFile(`${root}scripts/entry.cjs`, `${dist}/${name}.js`);
    await chmod(`${dist}/${name}.js`, 0o755);
  }
  // The repository's package says `module`.
  await writeFile(`${dist}/package.json`, '{ "type": "commonjs" }\n');
  return built;
}

/** The server of the browser carries the analysis worker as a text: no address of it has to be reachable from there. */
async function bundleWebServer() {
  const { outputFiles } = await bundle({ ...browser, entryPoints: ['src/worker/main.web.ts'], write: false });
  return bundle({
    ...browser,
    entryPoints: ['src/server/main.web.ts'],
    outfile: 'dist/web/server.js',
    define: { KAPPA_ANALYSIS_WORKER: JSON.stringify(outputFiles[0].text) },
  });
}

/** Lets `npx kappa` find the command at once; without the link npx installs the package into its cache first. */
async function linkCommand() {
  const link = `${root}node_modules/.bin/kappa`;
  await mkdir(`${root}node_modules/.bin`, { recursive: true });
  await rm(link, { force: true });
  await symlink('../../dist/cli.js', link);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { path, bytes } of await build())
    console.log(`${String(Math.ceil(bytes / 1024)).padStart(6)} kB  ${path}`);
