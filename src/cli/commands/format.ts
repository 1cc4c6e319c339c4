import { renderMessages } from '../../report/text';
import type { Problem } from '../../spec/problem';
import { formatArch, formatJson } from '../../spec/syntax/format';
import { printArch } from '../../spec/syntax/print-arch';
import { printJson } from '../../spec/syntax/print-json';
import { readArch } from '../../spec/syntax/read-arch';
import { readJson } from '../../spec/syntax/read-json';
import type { Syntax } from '../../spec/syntax/tree';
import type { Command, Request } from '../command';
import { exitCode, worst, type ExitCode } from '../exit-code';
import type { Host } from '../host';
import { writeWhole } from '../output-file';
import { parameterNames } from '../parameter-names';
import { readSource, type SourceFile } from '../read-source';
import { resultOutput } from '../result-output';
import { textOptions } from '../terminal';
import { UsageError } from '../usage-error';
import { usageMessage } from '../usage-message';

export const format: Command = {
  name: 'format',
  summary: 'rewrite specifications in the standard layout, or convert them',
  operands: 'FILE...',
  description: [
    'Rewrites each specification in the standard layout and names those that changed. With --check nothing is ' +
      'written, and the exit code is 1 when a file would change. FILE - reads standard input and prints the ' +
      'result.',
    'With --to the specification is printed in the other syntax and the file stays as it is. JSON has no ' +
      'comments, so they are lost there.',
  ],
  examples: [
    'kappa format models/*.arch',
    'kappa format --check models/*.arch',
    'kappa format model.arch --to json --out model.arch.json',
  ],
  options: ['check', 'to', 'syntax', 'out', 'quiet', 'no-color'],

  async run(request, host) {
    const { operands, options } = request;
    if (operands.length === 0)
      throw new UsageError(
        'Name a specification to format.',
        'For example kappa format model.arch, or - for standard input.',
      );
    if (options.to === undefined && options.out !== undefined)
      throw new UsageError('--out goes with --to: without it a file is rewritten in place.');
    if (options.to !== undefined && options.check) throw new UsageError('--check and --to exclude each other.');
    if (options.to !== undefined && operands.length > 1) throw new UsageError('--to takes one file.');
    const codes: ExitCode[] = [];
    for (const operand of operands) codes.push(await formatFile(operand, request, host));
    return worst(codes);
  },
};

async function formatFile(operand: string, request: Request, host: Host): Promise<ExitCode> {
  try {
    const source = await readSource(operand, host, request.options.syntax);
    const { to } = request.options;
    const { value, problems } = to === undefined ? formatted(source) : converted(source, to);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const outcome = { file: source.file, source: source.text, problems: errors };
      host.stderr.write(
        renderMessages(outcome, {
          ...textOptions(host.stderr, host, request.options),
          brief: request.options.quiet === true,
        }),
      );
      return exitCode.badInput;
    }
    return deliver(value, source, request, host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.stderr.write(usageMessage(error));
    return exitCode.badInput;
  }
}

interface Rewritten {
  readonly value: string;
  readonly problems: readonly Problem[];
}

function formatted({ text, syntax }: SourceFile): Rewritten {
  return syntax === 'json' ? formatJson(text) : formatArch(text);
}

function converted({ text, syntax }: SourceFile, to: Syntax): Rewritten {
  const { value: tree, problems } = syntax === 'json' ? readJson(text) : readArch(text);
  return { value: to === 'json' ? printJson(tree, parameterNames) : printArch(tree), problems };
}

function deliver(value: string, { text, path, file }: SourceFile, request: Request, host: Host): ExitCode {
  const { check, to, quiet } = request.options;
  const changed = value !== text;
  if (check) {
    if (changed && !quiet) host.stdout.write(`${file}\n`);
    return changed ? exitCode.findings : exitCode.fine;
  }
  if (to !== undefined || path === null) {
    const output = resultOutput(host, request);
    output.write(value);
    output.finish();
  } else if (changed) {
    writeWhole(path, value, host.folder);
    if (!quiet) host.stdout.write(`${file}\n`);
  }
  return exitCode.fine;
}
