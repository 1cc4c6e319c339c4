import type { Outcome } from '../../report/outcome';
import { renderText, renderTextLine } from '../../report/text';
import { analyseFiles, analysisOptions, reportProblems } from '../analyse-files';
import type { Command } from '../command';
import { exitCode, worst, type ExitCode } from '../exit-code';
import { renderDocument } from '../render';
import { resultOutput } from '../result-output';
import { textOptions } from '../terminal';

export const analyze: Command = {
  name: 'analyze',
  summary: 'condition number, bounds, spectrum and findings',
  operands: 'FILE...',
  description: [
    'Analyses each specification: the condition number of its Gauss-Newton matrix, certified bounds, the ' +
      'layers to blame, what the spectrum means for training, and findings with their cures. FILE is .arch or ' +
      '.arch.json, or - for standard input.',
    'Exits with 1 when an expectation of the specification fails.',
  ],
  examples: [
    'kappa analyze model.arch',
    'kappa analyze model.arch --set depth=12 --seed 3',
    'kappa analyze *.arch --format csv --out layers.csv',
  ],
  options: ['format', ...analysisOptions],

  async run(request, host) {
    const { format = 'text', quiet } = request.options;
    const output = resultOutput(host, request);
    const codes: ExitCode[] = [];
    const outcomes: Outcome[] = [];
    for await (const outcome of analyseFiles(request, host)) {
      codes.push(outcome === null ? exitCode.badInput : codeOf(outcome));
      if (outcome === null) continue;
      if (outcome.report === undefined) reportProblems(outcome, host, request);
      else if (format === 'text' && quiet) output.write(renderTextLine(outcome));
      else if (format === 'text')
        output.write(
          `${outcomes.some(({ report }) => report) ? '\n' : ''}${renderText(outcome, textOptions(host.stdout, host, request.options))}`,
        );
      outcomes.push(outcome);
    }
    if (format !== 'text' && outcomes.length > 0) output.write(await renderDocument(format, outcomes, host));
    if (outcomes.length > 0) output.finish();
    return worst(codes);
  },
};

function codeOf({ report }: Outcome): ExitCode {
  if (report === undefined) return exitCode.badInput;
  return report.expectations.some(({ holds }) => holds === false) ? exitCode.findings : exitCode.fine;
}
