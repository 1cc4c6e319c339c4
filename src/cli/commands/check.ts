import { diagnosticsOf, reaches, severities } from '../../report/diagnostic';
import { countOf } from '../../report/numbers';
import type { Outcome } from '../../report/outcome';
import { renderMessages } from '../../report/text';
import type { Severity } from '../../spec/problem';
import { analyseFiles, analysisOptions, reportProblems } from '../analyse-files';
import type { Command } from '../command';
import { exitCode, worst, type ExitCode } from '../exit-code';
import { renderDocument } from '../render';
import { resultOutput } from '../result-output';
import { textOptions } from '../terminal';

export const check: Command = {
  name: 'check',
  summary: 'findings and expectations as messages, for scripts and continuous integration',
  operands: 'FILE...',
  description: [
    'Analyses each specification and prints its findings, one message each: file:line:column: severity code: sentence.',
    'Exits with 1 when a finding is as severe as --fail-on or worse, or when an expectation fails; with 2 when ' +
      'a specification cannot be analysed.',
  ],
  examples: ['kappa check models/*.arch --fail-on warning', 'kappa check model.arch --format sarif --out kappa.sarif'],
  options: ['fail-on', 'format', ...analysisOptions],

  async run(request, host) {
    const { format = 'text', quiet = false, 'fail-on': level = 'error' } = request.options;
    const output = resultOutput(host, request);
    const codes: ExitCode[] = [];
    const outcomes: Outcome[] = [];
    for await (const outcome of analyseFiles(request, host)) {
      codes.push(outcome === null ? exitCode.badInput : codeOf(outcome, level));
      if (outcome === null) continue;
      outcomes.push(outcome);
      if (format === 'text')
        output.write(
          withGap(renderMessages(outcome, { ...textOptions(host.stdout, host, request.options), brief: quiet }), quiet),
        );
      else if (outcome.report === undefined) reportProblems(outcome, host, request);
    }
    if (format !== 'text' && outcomes.length > 0) output.write(await renderDocument(format, outcomes, host));
    if (format === 'text' && !quiet && outcomes.length > 0) output.write(summary(outcomes));
    if (outcomes.length > 0) output.finish();
    return worst(codes);
  },
};

function codeOf(outcome: Outcome, level: Severity): ExitCode {
  if (outcome.report === undefined) return exitCode.badInput;
  const failed = outcome.report.expectations.some(({ holds }) => holds === false);
  return failed || diagnosticsOf(outcome).some(({ severity }) => reaches(severity, level))
    ? exitCode.findings
    : exitCode.fine;
}

function withGap(messages: string, quiet: boolean): string {
  return messages === '' || quiet ? messages : `${messages}\n`;
}

/** `3 files checked: 1 error, 2 warnings.` */
function summary(outcomes: readonly Outcome[]): string {
  const all = outcomes.flatMap(diagnosticsOf);
  const counts = severities
    .map((severity) => ({ severity, count: all.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => (severity === 'information' ? `${count} information` : countOf(count, severity)));
  return `${countOf(outcomes.length, 'file')} checked: ${counts.length > 0 ? counts.join(', ') : 'nothing found'}.\n`;
}
