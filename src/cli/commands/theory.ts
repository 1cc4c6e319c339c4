import { renderTheoryJson } from '../../report/json';
import { renderTheoryText } from '../../report/text';
import { theoryTopics } from '../../report/theory';
import { analyseFiles, analysisOptions, reportProblems } from '../analyse-files';
import type { Command } from '../command';
import { exitCode, worst, type ExitCode } from '../exit-code';
import { resultOutput } from '../result-output';
import { textOptions } from '../terminal';
import { UsageError } from '../usage-error';

export const theory: Command = {
  name: 'theory',
  summary: 'what the papers say: kernels, mean field, early direction, equilibrium, feature learning',
  operands: 'FILE',
  description: [
    'Prints the figures of every theory, or of one, with how far each can be trusted and where it comes from, as text ' +
      'or as JSON. FILE may be - for standard input.',
  ],
  examples: ['kappa theory model.arch', 'kappa theory model.arch --only mean-field'],
  options: ['only', 'format', ...analysisOptions],

  async run(request, host) {
    const { format = 'text', only } = request.options;
    if (format !== 'text' && format !== 'json')
      throw new UsageError(`kappa theory has no format ${format}.`, 'It writes text or json.');
    if (request.operands.length > 1) throw new UsageError('kappa theory takes one file.');
    const topics = theoryTopics.filter(({ name }) => only === undefined || name === only).map(({ key }) => key);
    const output = resultOutput(host, request);
    const codes: ExitCode[] = [];
    for await (const outcome of analyseFiles(request, host)) {
      codes.push(outcome?.report === undefined ? exitCode.badInput : exitCode.fine);
      if (outcome === null) continue;
      if (outcome.report === undefined) reportProblems(outcome, host, request);
      else {
        output.write(
          format === 'json'
            ? renderTheoryJson(outcome.report, topics)
            : renderTheoryText(outcome.report, topics, textOptions(host.stdout, host, request.options)),
        );
        output.finish();
      }
    }
    return worst(codes);
  },
};
