import type { Report } from '../report/report';
import type { TextOptions } from '../report/text';
import { analyseFiles, reportProblems } from './analyse-files';
import type { Command } from './command';
import { exitCode, worst, type ExitCode } from './exit-code';
import { resultOutput } from './result-output';
import { textOptions } from './terminal';
import { UsageError } from './usage-error';

/** A part of a Report in the two forms that commands for one part write. */
export interface ReportPart {
  text(report: Report, options: TextOptions): string;
  json(report: Report): string;
}

/** Analyses the one file of a request and prints the part; `name` is the command's, for messages. */
export async function printPart(
  name: string,
  part: ReportPart,
  ...[request, host]: Parameters<Command['run']>
): Promise<ExitCode> {
  const { format = 'text' } = request.options;
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`kappa ${name} has no format ${format}.`, 'It writes text or json.');
  if (request.operands.length > 1) throw new UsageError(`kappa ${name} takes one file.`);
  const output = resultOutput(host, request);
  const codes: ExitCode[] = [];
  for await (const outcome of analyseFiles(request, host)) {
    codes.push(outcome?.report === undefined ? exitCode.badInput : exitCode.fine);
    if (outcome === null) continue;
    if (outcome.report === undefined) reportProblems(outcome, host, request);
    else {
      const { report } = outcome;
      output.write(
        format === 'json' ? part.json(report) : part.text(report, textOptions(host.stdout, host, request.options)),
      );
      output.finish();
    }
  }
  return worst(codes);
}
