import { compareReports, type Comparison } from '../../report/comparison';
import { renderComparisonMarkdown } from '../../report/comparison-markdown';
import { stringify } from '../../report/json';
import type { Outcome } from '../../report/outcome';
import { renderComparisonLine, renderComparisonText } from '../../report/text/comparison';
import { analyseFiles, analysisOptions, reportProblems } from '../analyse-files';
import type { Command, Request } from '../command';
import { exitCode } from '../exit-code';
import type { Host } from '../host';
import { resultOutput } from '../result-output';
import { textOptions } from '../terminal';
import { UsageError } from '../usage-error';

export const compare: Command = {
  name: 'compare',
  summary: 'two specifications side by side: kappa, layers, findings gone and new',
  operands: 'BEFORE AFTER',
  description: [
    'Analyses both specifications and says what changed: the condition number with what is certain of the ' +
      'change, bounds, rank, eigenvalues, learning rate, the share of every layer, and findings that went or came. ' +
      'Writes text, markdown or json. Options apply to both.',
    'Exits with 0 whatever changed, and with 2 when one of them cannot be analysed.',
  ],
  examples: ['kappa compare old.arch new.arch', 'git show HEAD:net.arch | kappa compare - net.arch --format markdown'],
  options: ['format', ...analysisOptions],

  async run(request, host) {
    if (request.operands.length !== 2)
      throw new UsageError('kappa compare takes two files.', 'For example kappa compare old.arch new.arch.');
    const render = rendererOf(request, host);
    const output = resultOutput(host, request);
    const outcomes: (Outcome | null)[] = [];
    for await (const outcome of analyseFiles(request, host)) {
      if (outcome?.report === undefined && outcome !== null) reportProblems(outcome, host, request);
      outcomes.push(outcome);
    }
    const [before, after] = outcomes.map((outcome) => outcome?.report);
    if (before === undefined || after === undefined) return exitCode.badInput;
    output.write(render(compareReports(before, after)));
    output.finish();
    return exitCode.fine;
  },
};

/** Throws UsageError for a format that holds no comparison. */
function rendererOf({ options }: Request, host: Host): (comparison: Comparison) => string {
  const { format = 'text' } = options;
  switch (format) {
    case 'text':
      if (options.quiet) return renderComparisonLine;
      return (comparison) => renderComparisonText(comparison, textOptions(host.stdout, host, options));
    case 'markdown':
      return renderComparisonMarkdown;
    case 'json':
      return (comparison) => `${stringify(comparison)}\n`;
    default:
      throw new UsageError(`kappa compare has no format ${format}.`, 'It writes text, markdown or json.');
  }
}
