/** `.arch` text through reader and elaboration, in the words of a test table. */
import type { Architecture } from '../../src/spec/architecture';
import { elaborate, type Overrides } from '../../src/spec/elaborate/elaborate';
import type { Problem } from '../../src/spec/problem';
import { readArch } from '../../src/spec/syntax/read-arch';

/** A model around layers: `input 4` and no parameters unless given. */
export function model(layers: string, { head = 'M', directives = 'input 4' } = {}): string {
  return `model ${head} {\n${directives}\n${layers}\n}`;
}

export function elaborateArch(
  source: string,
  overrides: Overrides = {},
): { value: Architecture; problems: readonly Problem[] } {
  const read = readArch(source);
  if (read.problems.length > 0)
    throw new Error(`The test's own text does not parse: ${read.problems[0].message}\n${source}`);
  const { value, problems } = elaborate(read.value, overrides);
  if (!value) throw new Error('No architecture');
  return { value, problems };
}

/** The architecture of text that must have no problem. */
export function validArch(source: string, overrides: Overrides = {}): Architecture {
  const { value, problems } = elaborateArch(source, overrides);
  if (problems.length > 0) throw new Error(`Unexpected problem: ${problems[0].code} ${problems[0].message}\n${source}`);
  return value;
}

/** One line a problem: `K021 dens: There is no layer "dens".`, with the underlined text after the code. */
export function problemLines(source: string, overrides: Overrides = {}): string[] {
  return elaborateArch(source, overrides).problems.map(
    ({ code, range, message }) => `${code} ${source.slice(range.start, range.end)}: ${message}`,
  );
}
