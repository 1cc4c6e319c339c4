import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Files } from '../spec/files';
import { fileTrouble } from './file-trouble';

/** Node reads at most this much into one buffer. */
const limitInBytes = 2 ** 31 - 1;
/** Up to this size the file is there before other threads could have been asked to read it. */
const atOnceInBytes = 2 ** 24;

/** Files named in a specification, from the disk; `folder` is the specification's. From a terminal any readable path is allowed. */
export function nodeFiles(folder: string): Files {
  return {
    async read(path) {
      const full = resolve(folder, path);
      try {
        const status = statSync(full);
        if (status.isDirectory()) throw new Error(`${path} is a folder, not a file.`);
        if (status.size > limitInBytes) throw new Error(`${path} is larger than 2 GB, more than can be read.`);
        if (status.isFile() && status.size <= atOnceInBytes) return readFileSync(full);
        const { readFile } = await import('node:fs/promises');
        return await readFile(full);
      } catch (error) {
        if (error instanceof Error && !('code' in error)) throw error;
        throw new Error(fileTrouble(error, path), { cause: error });
      }
    },
  };
}
