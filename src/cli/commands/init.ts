import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from '../command';
import { exitCode } from '../exit-code';
import { fileTrouble } from '../file-trouble';
import { checkWritable } from '../output-file';
import { starter } from '../starter';
import { UsageError } from '../usage-error';

const defaultName = 'model.arch';

export const init: Command = {
  name: 'init',
  summary: 'write a commented specification to start from',
  operands: '[FILE]',
  description: [
    `Writes a small residual network with comments that explain each line to FILE (${defaultName}). An existing file is never overwritten.`,
  ],
  examples: ['kappa init', 'kappa init models/first.arch'],
  options: ['quiet'],

  async run({ operands, options }, host) {
    if (operands.length > 1) throw new UsageError('kappa init takes one file.');
    const [path = defaultName] = operands;
    if (/\.json$/i.test(path))
      throw new UsageError(
        `kappa init writes .arch, not ${path}: JSON has no comments.`,
        'kappa format FILE --to json converts it.',
      );
    checkWritable(path, host.folder);
    try {
      writeFileSync(resolve(host.folder, path), starter, { flag: 'wx' });
    } catch (error) {
      throw refusal(error, path);
    }
    if (!options.quiet) host.stdout.write(`Wrote ${path}. Next: kappa analyze ${path}\n`);
    return exitCode.fine;
  },
};

function refusal(error: unknown, path: string): UsageError {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
    return new UsageError(`${path} exists already and stays as it is.`, 'Name another file.');
  return new UsageError(fileTrouble(error, path));
}
