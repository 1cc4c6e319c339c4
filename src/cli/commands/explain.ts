import { ruleCatalogue } from '../../diagnosis/catalogue';
import { nearest } from '../../spec/elaborate/nearest';
import type { Command } from '../command';
import { exitCode } from '../exit-code';
import { resultOutput } from '../result-output';
import { readPage } from '../rule-pages';
import { UsageError } from '../usage-error';

export const explain: Command = {
  name: 'explain',
  summary: 'what a code means and what to do about it',
  operands: '[CODE]',
  description: [
    'Prints the page of a code: what it reports, why it matters, an example, and the cure. Without a code, lists all of them.',
  ],
  examples: ['kappa explain K110', 'kappa explain'],
  options: ['out'],

  async run(request, host) {
    const { operands } = request;
    if (operands.length > 1) throw new UsageError('kappa explain takes one code.');
    const output = resultOutput(host, request);
    output.write(operands.length === 0 ? list() : page(operands[0].toUpperCase()));
    output.finish();
    return exitCode.fine;

    function page(code: string): string {
      const entry = ruleCatalogue.find((each) => each.code === code);
      if (entry === undefined) throw unknown(code);
      return (
        readPage(code, host) ?? `# ${code}: ${entry.title}\n${entry.summary === null ? '' : `\n${entry.summary}\n`}`
      );
    }
  },
};

function list(): string {
  return ruleCatalogue.map(({ code, title }) => `${code}  ${title}\n`).join('');
}

function unknown(code: string): UsageError {
  const close = nearest(
    code,
    ruleCatalogue.map((entry) => entry.code),
  );
  return new UsageError(
    `There is no code ${code}.`,
    close === undefined ? 'kappa explain lists the codes.' : `Did you mean ${close}? kappa explain lists the codes.`,
  );
}
