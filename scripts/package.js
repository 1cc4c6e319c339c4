// Builds and packs the extension into kappa-lens.vsix. Prints its size last and fails when it is too large.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = join(root, 'scripts', 'vsce');
const output = join(root, 'kappa-lens.vsix');
const limitInBytes = 2e6;

/** Lists what was packed, with its size. */
export async function pack() {
  await build();
  installTool();
  const stage = await mkdtemp(join(tmpdir(), 'kappa-lens-'));
  try {
    await prepare(stage);
    vsce(stage, 'package', '--out', output, '--allow-missing-repository', '--readme-path', 'docs/extension.md');
    const files = vsce(stage, 'ls').split(/\r?\n/).filter(Boolean).sort();
    return { bytes: (await stat(output)).size, files };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** The folder to pack: as the repository, but with the manifest of an installed extension. `.vscodeignore` says which files are taken. */
async function prepare(stage) {
  const manifest = packedManifest(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  await writeFile(join(stage, 'package.json'), JSON.stringify(manifest));
  for (const file of ['.vscodeignore', 'CHANGELOG.md', 'LICENSE']) await copyFile(join(root, file), join(stage, file));
  for (const folder of ['dist', 'docs', 'examples', 'media'])
    await symlink(join(root, folder), join(stage, folder), 'junction');
}

/**
 * The browser's extension host refuses a package of ES modules, whatever its entry is. vsce refuses `files` beside .vscodeignore. The rest
 * is of no use to who installs the extension.
 */
export function packedManifest(manifest) {
  const unused = new Set([
    'type',
    'files',
    'private',
    'bin',
    'scripts',
    'dependencies',
    'devDependencies',
    'overrides',
  ]);
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !unused.has(key)));
}

function installTool() {
  if (existsSync(join(tool, 'node_modules', '@vscode', 'vsce'))) return;
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', install, { cwd: tool, stdio: 'inherit', shell: process.platform === 'win32' });
}

function vsce(folder, ...request) {
  const program = join(tool, 'node_modules', '@vscode', 'vsce', 'vsce');
  return execFileSync(process.execPath, [program, ...request, '--no-dependencies', '--follow-symlinks'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bytes, files } = await pack();
  if (bytes > limitInBytes) {
    console.error(`The package has ${bytes} bytes, more than ${limitInBytes}.`);
    process.exitCode = 1;
  }
  console.log(`kappa-lens.vsix: ${Math.ceil(bytes / 1000)} kB in ${files.length} files`);
}
