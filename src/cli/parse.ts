import { parseArgs } from 'node:util';
import { nearest } from '../spec/elaborate/nearest';
import type { Command, Request } from './command';
import { options, repeatable, type OptionDefinition, type OptionName } from './options';
import { UsageError } from './usage-error';

/** Reads what follows the command's name. Throws UsageError for an option the command does not have, or a value it cannot take. */
export function parseRequest(argv: readonly string[], command: Command): Request {
  const names: readonly OptionName[] = [...command.options, 'help'];
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: takesValue(name) ? 'string' : 'boolean' }] as const)),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const operands: string[] = [];
  const values: Record<string, unknown> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = knownOption(token.name, token.rawName, names, command);
    // Not strict, parseArgs takes the next option for a value: `--out --quiet`.
    const swallowed = token.inlineValue === false && token.value?.startsWith('--') === true;
    const value = valueOf(name, swallowed ? undefined : token.value);
    if (repeatable.some((each) => each === name))
      values[name] = [...((values[name] as unknown[] | undefined) ?? []), value];
    else if (name in values) throw new UsageError(`--${name} is given twice.`);
    else values[name] = value;
  }
  return { operands, options: values };
}

function takesValue(name: OptionName): boolean {
  return options[name].placeholder !== undefined;
}

function knownOption(name: string, written: string, names: readonly OptionName[], command: Command): OptionName {
  const found = names.find((each) => each === name);
  if (found !== undefined) return found;
  const close = nearest(name, names);
  throw new UsageError(
    `kappa ${command.name} has no option ${written}.`,
    close === undefined ? `kappa ${command.name} --help lists its options.` : `Did you mean --${close}?`,
  );
}

function valueOf(name: OptionName, text: string | undefined): unknown {
  const definition: OptionDefinition = options[name];
  if (definition.placeholder === undefined) {
    if (text !== undefined) throw new UsageError(`--${name} takes no value, so "=${text}" is too much.`);
    return definition.read('');
  }
  if (text === undefined || text === '')
    throw new UsageError(`--${name} needs a value: --${name} ${definition.placeholder}.`);
  return definition.read(text);
}
