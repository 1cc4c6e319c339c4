import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sectionOf } from '../../scripts/marked-sections';
import { commandReference } from '../../scripts/reference';
import { commands, loadCommand } from '../../src/cli/commands/commands';
import { exitCode } from '../../src/cli/exit-code';
import { commandHelp } from '../../src/cli/help';
import { formats } from '../../src/cli/options';

const page = readFileSync('docs/cli.md', 'utf8');
const firstCells = [...page.matchAll(/^\| `?(\w+)`? \|/gm)].map(([, cell]) => cell);

it('docs/cli.md holds the help of every command; if not, run node scripts/reference.js', async () => {
  expect(sectionOf(page, 'commands')).toBe(await commandReference({ commands, loadCommand, commandHelp }));
});

it('docs/cli.md lists every exit code and format', () => {
  expect(firstCells).toEqual(['code', ...Object.values(exitCode).map(String), ...formatsInOrder()]);
});

function formatsInOrder(): string[] {
  const listed = firstCells.filter((cell) => (formats as readonly string[]).includes(cell));
  expect(new Set(listed)).toEqual(new Set(formats));
  return listed;
}
