import { wrap } from '../report/text/text-width';
import type { Command } from './command';
import { commands } from './commands/commands';
import { options, type OptionDefinition, type OptionName } from './options';

const width = 100;

/** What `kappa --help` prints. */
export function generalHelp(): string {
  return paragraphs([
    'kappa: condition number of the Gauss-Newton matrix of neural architectures, its bounds, and the layer to blame.',
    'Usage: kappa COMMAND [OPTIONS]',
    aligned(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    aligned([
      ['kappa COMMAND --help', 'options and examples of a command'],
      ['kappa --version', 'the version'],
    ]),
    'Exit codes: 0 fine, 1 findings or a failed expectation, 2 bad input, 3 a defect of ours.',
  ]);
}

/** What `kappa COMMAND --help` prints. */
export function commandHelp({ name, operands, description, options: names, examples }: Command): string {
  return paragraphs([
    `Usage: kappa ${[name, operands, '[OPTIONS]'].filter(Boolean).join(' ')}`,
    ...description.map((text) => wrap(text, width).join('\n')),
    aligned([...names, 'help' as const].map(optionLine)),
    ['Examples:', ...examples.map((example) => `  ${example}`)].join('\n'),
  ]);
}

function optionLine(name: OptionName): readonly [string, string] {
  const { placeholder, help }: OptionDefinition = options[name];
  return [placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`, help];
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

function paragraphs(all: readonly string[]): string {
  return `${all.join('\n\n')}\n`;
}
