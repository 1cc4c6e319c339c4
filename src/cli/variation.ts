import { UsageError } from './usage-error';

/** A parameter and the values that it takes one after another. */
export interface Variation {
  readonly name: string;
  readonly values: readonly number[];
}

/** Values that one option may list: more is a slip of the pen. */
const mostValues = 10_000;

/** `depth=1..32`, `width=64,128,256`, or both mixed: `depth=1..4,8,16`. Throws UsageError for anything else. */
export function variation(text: string): Variation {
  const separator = text.indexOf('=');
  const name = text.slice(0, Math.max(0, separator)).trim();
  const written = text.slice(separator + 1);
  if (separator < 1 || name === '')
    throw new UsageError(`--vary takes name=values, not "${text}".`, 'For example --vary depth=1..32.');
  const values = [...new Set(written.split(',').flatMap((part) => valuesOf(part.trim(), name)))];
  if (values.length > mostValues) throw tooMany(name);
  return { name, values };
}

function valuesOf(part: string, name: string): readonly number[] {
  const [, from, to] = /^(-?\d+)\.\.(-?\d+)$/.exec(part) ?? [];
  if (from === undefined) return [numberOf(part, name)];
  const [first, last] = [Number(from), Number(to)];
  if (first > last) throw new UsageError(`--vary ${name}: the range ${part} runs backwards.`, `Write ${to}..${from}.`);
  if (last - first >= mostValues) throw tooMany(name);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function numberOf(part: string, name: string): number {
  const value = Number(part);
  if (part !== '' && Number.isFinite(value)) return value;
  throw new UsageError(
    `--vary ${name} takes numbers and ranges of whole numbers, not "${part}".`,
    `For example --vary ${name}=1..8 or --vary ${name}=64,128,256.`,
  );
}

function tooMany(name: string): UsageError {
  return new UsageError(`--vary ${name} asks for more than ${mostValues} values.`);
}
