// Compiles src/numerics/kernels (AssemblyScript) and writes the module, as base64, to src/numerics/kernels.generated.ts.
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}src/numerics/kernels`;
const generated = `${root}src/numerics/kernels.generated.ts`;
/** Shared memory is what threads need; src/numerics/kernel-module.ts makes it an ordinary one where there are none. */
const OPTIONS =
  '--optimizeLevel 3 --shrinkLevel 0 --converge --noAssert --runtime stub --use abort= --outFile kernels.wasm ' +
  '--enable simd --enable threads --sharedMemory --importMemory --maximumMemory 65536';
/** Import "env" "memory" of kind memory; the next byte says whether it is shared. */
const MEMORY_IMPORT = Buffer.from('\x03env\x06memory\x02', 'latin1');

/** Does nothing when the generated file is newer than every source. */
export async function buildKernels() {
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
  if (await isNewest(generated, [...sources, fileURLToPath(import.meta.url)])) return;
  const text = `/** The kernels as WebAssembly. \`bytes\`: base64; \`memoryFlags\`: the byte that says what memory is imported. */
interface KernelBuild {
  readonly bytes: string;
  readonly memoryFlags: number;
}

export const plainKernels: KernelBuild = ${literal(await compile([]))};

/** With products and sums rounded once (relaxed SIMD). */
export const relaxedKernels: KernelBuild = ${literal(await compile(['--enable', 'relaxed-simd']))};
`;
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

function literal(module) {
  const start = Buffer.from(module).indexOf(MEMORY_IMPORT);
  if (start < 0) throw new Error('The kernels import no memory.');
  const bytes = Buffer.from(module).toString('base64');
  return `{\n  memoryFlags: ${start + MEMORY_IMPORT.length},\n  bytes: '${bytes}',\n}`;
}

async function compile(features) {
  // Loading the compiler takes longer than finding out that it is not needed.
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main(['index.ts', ...OPTIONS.split(' '), ...features], {
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
