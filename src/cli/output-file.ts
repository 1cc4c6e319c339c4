import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileTrouble } from './file-trouble';
import { UsageError } from './usage-error';

/** Throws UsageError when `path` cannot become a file: told before a long analysis, not after. */
export function checkWritable(path: string, folder: string): void {
  const full = resolve(folder, path);
  if (statusOf(full)?.isDirectory()) throw new UsageError(`${path} is a folder, not a file.`);
  if (!statusOf(dirname(full))?.isDirectory()) throw new UsageError(`The folder of ${path} does not exist.`);
}

/**
 * Writes through a temporary file beside the target that is then renamed, so that a reader sees the old file or the new one, never half.
 * The write is synchronous: Ctrl-C is heard before or after it. A link is followed; a device or a pipe is written directly.
 * Throws UsageError.
 */
export function writeWhole(path: string, text: string, folder: string): void {
  const full = resolve(folder, path);
  try {
    const status = statusOf(full);
    if (status !== undefined && !status.isFile()) return writeTo(openSync(full, 'w'), text);
    const target = status === undefined ? full : realpathSync(full);
    replace(target, text, status?.mode);
  } catch (error) {
    throw new UsageError(fileTrouble(error, path));
  }
}

function replace(target: string, text: string, mode: number | undefined): void {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeTo(openSync(temporary, 'w', mode), text);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function writeTo(descriptor: number, text: string): void {
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } finally {
    closeSync(descriptor);
  }
}

function statusOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
