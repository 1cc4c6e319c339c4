// Compiles src/numerics/kernels (AssemblyScript) and writes the module, as base64, to src/numerics/kernels.generated.ts.
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}src/numerics/kernels`;
const generated = `${root}src/numerics/kernels.generated.ts`;
const OPTIONS = [
  ...[
    '--optimizeLevel',
    '3',
    '--shrinkLevel',
    '0',
    '--converge',
    '--noAssert',
    '--enable',
    'simd',
    '--runtime',
    'stub',
  ],
  ...['--use', 'abort=', '--outFile', 'kernels.wasm'],
];

/** Does nothing when the generated file is newer than every source. */
export async function buildKernels() {
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
  if (await isNewest(generated, [...sources, fileURLToPath(import.meta.url)])) return;
  const module = Buffer.from(await compile());
  const text = `/** WebAssembly module of src/numerics/kernels, base64. */\nexport const kernelModule =\n  '${module.toString('base64')}';\n`;
  // Written aside and renamed, so that nobody imports half a file.
  await writeFile(`${generated}.${process.pid}.tmp`, text);
  await rename(`${generated}.${process.pid}.tmp`, generated);
}

async function isNewest(target, sources) {
  const time = (path) =>
    stat(path).then(
      (status) => status.mtimeMs,
      () => -Infinity,
    );
  const [own, ...others] = await Promise.all([target, ...sources].map(time));
  return others.every((other) => other < own);
}

async function compile() {
  // Loading the compiler takes longer than finding out that it is not needed.
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main(['index.ts', ...OPTIONS], {
    readFile: (name) => readFile(`${folder}/${name}`, 'utf8').catch(() => null),
    writeFile: (name, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`The kernels do not compile.\n${stderr.toString()}`, { cause: error });
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
