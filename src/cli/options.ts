import { severities } from '../report/diagnostic';
import { theoryTopics } from '../report/theory';
import type { Severity } from '../spec/problem';
import type { Syntax } from '../spec/syntax/tree';
import { milliseconds, oneOf, setting, wholeNumber } from './option-values';
import { variation } from './variation';

export const formats = ['text', 'json', 'markdown', 'html', 'csv', 'sarif'] as const;
const engines = ['builtin', 'tensorflow'] as const;
const topicNames = theoryTopics.map(({ name }) => name);
export type Format = (typeof formats)[number];

/** Every option of every command: a command lists the names it takes. `placeholder` marks options with a value. */
export const options = {
  format: option('NAME', `${formats.join(', ')} (text)`, (text) => oneOf(text, formats, '--format')),
  out: option('FILE', 'write the result to FILE instead of standard output', (text) => text),
  set: option('NAME=VALUE', 'replace a parameter of the model; repeatable', setting),
  vary: option('NAME=VALUES', 'values of a parameter, or of samples: 1..32, or 64,128,256; repeatable', variation),
  seeds: option('N', 'number of initialisations of every combination (1)', (text) => wholeNumber(text, '--seeds', 1)),
  seed: option('N', 'seed of the initialisation', (text) => wholeNumber(text, '--seed', 0)),
  samples: option('N', 'number of samples to draw or read', (text) => wholeNumber(text, '--samples', 1)),
  budget: option('TIME', 'time allowed a file: 500ms, 10s, 2m (1m)', milliseconds),
  engine: option('NAME', `${engines.join(', ')} (builtin): what large networks are computed with`, (text) =>
    oneOf(text, engines, '--engine'),
  ),
  'fail-on': option(
    'LEVEL',
    'exit with 1 from this severity on: error, warning, information, hint (error)',
    (text): Severity => oneOf(text, severities, '--fail-on'),
  ),
  syntax: option('NAME', 'arch or json, for standard input (guessed)', (text): Syntax =>
    oneOf(text, ['arch', 'json'], '--syntax'),
  ),
  to: option('NAME', 'print in the other syntax: arch or json', (text): Syntax =>
    oneOf(text, ['arch', 'json'], '--to'),
  ),
  only: option('TOPIC', topicNames.join(', '), (text) => oneOf(text, topicNames, '--only')),
  check: flag('change nothing; exit with 1 when a file is not formatted'),
  stdio: flag('speak over standard input and output, as it does anyway'),
  quiet: flag('one line a result, no progress'),
  'no-color': flag('no colours (also NO_COLOR, and when the output is not a terminal)'),
  help: flag('show this help'),
  version: flag('show the version'),
};

export type OptionName = keyof typeof options;

/** Options that may be given more than once: their values gather every occurrence. */
export const repeatable = ['set', 'vary'] as const satisfies readonly OptionName[];

export type OptionValues = {
  readonly [Name in OptionName]?: Name extends (typeof repeatable)[number]
    ? readonly ReturnType<(typeof options)[Name]['read']>[]
    : ReturnType<(typeof options)[Name]['read']>;
};

export interface OptionDefinition<Value = unknown> {
  /** Absent for a flag. */
  readonly placeholder?: string;
  readonly help: string;
  /** Throws UsageError when the text is no such value. */
  read(text: string): Value;
}

function option<Value>(placeholder: string, help: string, read: (text: string) => Value): OptionDefinition<Value> {
  return { placeholder, help, read };
}

function flag(help: string): OptionDefinition<true> {
  return { help, read: () => true };
}
