import { resolve } from 'node:path';
import type { Request } from './command';
import type { Host } from './host';
import { checkWritable, writeWhole } from './output-file';
import { UsageError } from './usage-error';

/** Where a command's result goes: standard output as it comes, or with --out a file that appears when it is complete. */
export interface ResultOutput {
  write(text: string): void;
  finish(): void;
}

/** Throws UsageError when --out names something that cannot become a file, or a file that is to be read. */
export function resultOutput({ stdout, folder }: Host, { options: { out }, operands }: Request): ResultOutput {
  if (out === undefined) return { write: (text) => void stdout.write(text), finish: () => undefined };
  if (operands.some((operand) => resolve(folder, operand) === resolve(folder, out)))
    throw new UsageError(`--out would overwrite ${out}, which is to be read.`);
  checkWritable(out, folder);
  let whole = '';
  return { write: (text) => void (whole += text), finish: () => writeWhole(out, whole, folder) };
}
