// Writes media/arch.schema.json, which editors read for `.arch.json`, from the layer catalogue.
import { build as bundle } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildSchema() {
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ['src/spec/schema.ts'],
    bundle: true,
    platform: 'neutral',
    write: false,
    format: 'esm',
  });
  const { jsonSchema } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  const path = `${root}media/arch.schema.json`;
  await mkdir(`${root}media`, { recursive: true });
  await writeFile(path, await format(JSON.stringify(jsonSchema()), { ...(await resolveConfig(path)), filepath: path }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSchema();
