import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Architecture } from '../../src/spec/architecture';
import { readSpecification } from '../../src/spec/specification';
import { printArch } from '../../src/spec/syntax/print-arch';
import { printJson } from '../../src/spec/syntax/print-json';
import type { Syntax } from '../../src/spec/syntax/tree';

const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.arch(\.json)?$/.test(name),
);

/** Both spellings mean the same: everything but places in the text. */
it.each(files)('%s means the same in the other spelling', (name) => {
  const syntax: Syntax = name.endsWith('.json') ? 'json' : 'arch';
  const { architecture, tree } = readSpecification(readFileSync(`examples/${name}`, 'utf8'), { syntax });
  const [text, other] = syntax === 'arch' ? [printJson(tree), 'json' as const] : [printArch(tree), 'arch' as const];
  const twin = readSpecification(text, { syntax: other });
  expect(twin.problems).toEqual([]);
  expect(meaning(twin.architecture!)).toEqual(meaning(architecture!));
});

function meaning(architecture: Architecture): unknown {
  const placeless = (key: string, value: unknown) => (/range$/i.test(key) || key === 'tree' ? undefined : value);
  return JSON.parse(JSON.stringify(architecture, placeless));
}
