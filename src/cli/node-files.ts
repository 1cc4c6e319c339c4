import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Files } from '../spec/files';
import { fileTrouble } from './file-trouble';

/** Node reads at most this much into one buffer. */
const limitInBytes = 2 ** 31 - 1;

/** Files named in a specification, from the disk; `folder` is the specification's. From a terminal any readable path is allowed. */
export function nodeFiles(folder: string): Files {
  return {
    async read(path) {
      const full = resolve(folder, path);
      try {
        const status = await stat(full);
        if (status.isDirectory()) throw new Error(`${path} is a folder, not a file.`);
        if (status.size > limitInBytes) throw new Error(`${path} is larger than 2 GB, more than can be read.`);
        return await readFile(full);
      } catch (error) {
        if (error instanceof Error && !('code' in error)) throw error;
        throw new Error(fileTrouble(error, path), { cause: error });
      }
    },
  };
}
