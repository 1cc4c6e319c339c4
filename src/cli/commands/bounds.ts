import { renderBoundsJson } from '../../report/json';
import { renderBoundsText } from '../../report/text';
import { analyseFiles, analysisOptions, reportProblems } from '../analyse-files';
import type { Command } from '../command';
import { exitCode, worst, type ExitCode } from '../exit-code';
import { resultOutput } from '../result-output';
import { textOptions } from '../terminal';
import { UsageError } from '../usage-error';

export const bounds: Command = {
  name: 'bounds',
  summary: 'the certified bracket of kappa and every bound',
  operands: 'FILE',
  description: [
    'Prints the interval that certainly holds kappa and every bound with its gap, its source, or why it does ' +
      'not apply, as text or as JSON. FILE may be - for standard input.',
  ],
  examples: ['kappa bounds model.arch', 'kappa bounds model.arch --format json'],
  options: ['format', ...analysisOptions],

  async run(request, host) {
    const { format = 'text' } = request.options;
    if (format !== 'text' && format !== 'json')
      throw new UsageError(`kappa bounds has no format ${format}.`, 'It writes text or json.');
    if (request.operands.length > 1) throw new UsageError('kappa bounds takes one file.');
    const output = resultOutput(host, request);
    const codes: ExitCode[] = [];
    for await (const outcome of analyseFiles(request, host)) {
      codes.push(outcome?.report === undefined ? exitCode.badInput : exitCode.fine);
      if (outcome === null) continue;
      if (outcome.report === undefined) reportProblems(outcome, host, request);
      else {
        output.write(
          format === 'json'
            ? renderBoundsJson(outcome.report)
            : renderBoundsText(outcome.report, textOptions(host.stdout, host, request.options)),
        );
        output.finish();
      }
    }
    return worst(codes);
  },
};
