// Builds everything that ships: kernels first, then the bundles. Prints the size of each.
import { build as bundle } from 'esbuild';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildKernels } from './build-kernels.js';
import { thirdPartyNotices } from './third-party.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const common = {
  absWorkingDir: root,
  bundle: true,
  // jsonc-parser's `main` is UMD, which cannot be bundled.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** Command line, server and analysis worker share their chunks. Names stay, so that a stack trace says something. */
export const node = {
  ...common,
  entryPoints: {
    cli: 'src/cli/main.ts',
    'analysis-worker': 'src/worker/main.node.ts',
    'server-thread': 'src/server/main.thread.ts',
  },
  outdir: 'dist',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  // vscode-languageserver is CommonJS and asks for modules of Node.
  banner: {
    js: "import{createRequire as kappaRequire}from'node:module';const require=kappaRequire(import.meta.url);",
  },
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
  node,
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
  await rm(`${root}dist`, { recursive: true, force: true });
  const built = await Promise.all([...bundles.map((options) => bundle(options)), bundleWebServer()]);
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(`${root}dist/third-party-notices.txt`, await thirdPartyNotices(root, inputs));
  // The packed manifest does not say so (scripts/package.js).
  await writeFile(`${root}dist/package.json`, '{ "type": "module" }\n');
  await chmod(`${root}dist/cli.js`, 0o755);
  if (process.platform !== 'win32') await linkCommand();
  return built.flatMap(({ metafile }) =>
    Object.entries(metafile.outputs).map(([path, { bytes }]) => ({ path, bytes })),
  );
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
