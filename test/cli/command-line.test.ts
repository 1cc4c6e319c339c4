import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, loadCommand } from '../../src/cli/commands/commands';
import { always, kappa, packageFolder, temporaryFolder } from './terminal';

const folder = temporaryFolder();

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('%s lists every command', async (word) => {
    const { code, out } = await kappa(folder, [word]);
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(out).toMatch(new RegExp(`^  ${name} {2,}\\w`, 'm'));
  });

  it.each(Object.keys(commands))('%s --help shows usage, options and examples', async (name) => {
    const { code, out, err } = await kappa(folder, [name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: kappa ${name} `));
    expect(out).toMatch(/^ {2}--help +show this help$/m);
    expect(out).toMatch(new RegExp(`^Examples:\n  kappa ${name}`, 'm'));
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(140);
    expect((await kappa(folder, ['help', name])).out).toBe(out);
  });

  it('is shown without a command, which is bad input', async () => {
    expect(await kappa(folder, [])).toMatchObject({
      code: 2,
      out: expect.stringContaining('Usage: kappa COMMAND') as string,
    });
  });
});

it('the entry starts a thread for the commands that take a budget', async () => {
  const names = Object.keys(commands) as (keyof typeof commands)[];
  const loaded = await Promise.all(names.map(loadCommand));
  const analysing = loaded.filter(({ options }) => options.includes('budget')).map(({ name }) => name);
  const [, list] = /ANALYSING = (\[.*\])/.exec(readFileSync(join(packageFolder, 'scripts/entry.cjs'), 'utf8'))!;
  expect(JSON.parse(list.replaceAll("'", '"'))).toEqual(analysing.toSorted());
});

it('--version is the version of the package', async () => {
  const { version } = (await import('../../package.json')) as { version: string };
  expect(await kappa(folder, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

describe('what cannot be understood', () => {
  it.each<[string[], string, string]>([
    [['anlyze'], 'There is no command "anlyze".', 'Did you mean kappa analyze?'],
    [['frobnicate'], 'There is no command "frobnicate".', 'kappa --help lists the commands.'],
    [['model.arch'], 'model.arch is a file, not a command.', 'Did you mean kappa analyze model.arch?'],
    [
      ['--format', 'json'],
      'The command comes first, then its options: --format is no command.',
      'kappa --help lists the commands.',
    ],
    [['analyze', 'a.arch', '--fromat', 'json'], 'kappa analyze has no option --fromat.', 'Did you mean --format?'],
    [
      ['analyze', 'a.arch', '--wibble'],
      'kappa analyze has no option --wibble.',
      'kappa analyze --help lists its options.',
    ],
    [['analyze', 'a.arch', '-x'], 'kappa analyze has no option -x.', 'kappa analyze --help lists its options.'],
    [
      ['analyze', 'a.arch', '--format', 'jsno'],
      '--format takes text, json, markdown, html, csv or sarif, not "jsno".',
      'Did you mean --format json?',
    ],
    [['analyze', 'a.arch', '--format'], '--format needs a value: --format NAME.', ''],
    [['analyze', 'a.arch', '--out', '--quiet'], '--out needs a value: --out FILE.', ''],
    [['analyze', 'a.arch', '--quiet=yes'], '--quiet takes no value, so "=yes" is too much.', ''],
    [['analyze', 'a.arch', '--seed', '1', '--seed', '2'], '--seed is given twice.', ''],
    [['analyze', 'a.arch', '--seed', '-1'], '--seed takes a whole number from 0 on, not "-1".', ''],
    [['analyze', 'a.arch', '--samples', '0'], '--samples takes a whole number from 1 on, not "0".', ''],
    [['analyze', 'a.arch', '--samples', '1.5'], '--samples takes a whole number from 1 on, not "1.5".', ''],
    [
      ['analyze', 'a.arch', '--budget', 'soon'],
      '--budget takes a time above zero such as 500ms, 10s or 2m, not "soon".',
      '',
    ],
    [
      ['analyze', 'a.arch', '--budget', '0s'],
      '--budget takes a time above zero such as 500ms, 10s or 2m, not "0s".',
      '',
    ],
    [
      ['analyze', 'a.arch', '--budget', '3d'],
      '--budget takes a time above zero such as 500ms, 10s or 2m, not "3d".',
      '',
    ],
    [['analyze', 'a.arch', '--set', 'depth'], '--set takes name=value, not "depth".', 'For example --set depth=12.'],
    [['analyze', 'a.arch', '--set', '=3'], '--set takes name=value, not "=3".', 'For example --set depth=12.'],
    [
      ['analyze', 'a.arch', '--set', 'depth=deep'],
      '--set depth takes a number, not "deep".',
      'For example --set depth=12.',
    ],
    [['analyze', 'a.arch', '--set', 'depth='], '--set depth takes a number, not "".', 'For example --set depth=12.'],
    [['analyze'], 'Name a specification to analyse.', 'For example kappa analyze model.arch, or - for standard input.'],
    [
      ['check', 'a.arch', '--fail-on', 'warnings'],
      '--fail-on takes error, warning, information or hint, not "warnings".',
      'Did you mean --fail-on warning?',
    ],
    [['bounds', 'a.arch', 'b.arch'], 'kappa bounds takes one file.', ''],
    [['bounds', 'a.arch', '--format', 'csv'], 'kappa bounds has no format csv.', 'It writes text or json.'],
    [['explain', 'K110', 'K111'], 'kappa explain takes one code.', ''],
    [['schema', 'a.arch'], 'kappa schema takes no file, so a.arch is too much.', ''],
    [['init', 'a.arch', 'b.arch'], 'kappa init takes one file.', ''],
  ])('%j', async (words, sentence, hint) => {
    expect(await kappa(folder, words)).toEqual({
      code: 2,
      out: '',
      err: `kappa: ${sentence}\n${hint === '' ? '' : `  hint: ${hint}\n`}`,
    });
  });
});

describe('a defect', () => {
  const fails = () => Promise.reject(new Error('matrix of no shape'));
  const init = kappa(folder, ['init', 'defect.arch']);

  it('is one sentence that asks to report it, and exit code 3', async () => {
    await init;
    const { code, out, err } = await kappa(folder, ['analyze', 'defect.arch'], { analyse: fails });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^kappa: This is a defect of Kappa Lens, please report it .*: matrix of no shape\n$/);
  });

  it('shows where it happened when asked', async () => {
    await init;
    const { err } = await kappa(folder, ['analyze', 'defect.arch'], { analyse: fails, env: { KAPPA_DEBUG: '1' } });
    expect(err).toContain('command-line.test.ts');
  });
});

describe('explain', () => {
  it.each([['K110'], ['k110']])('prints the page of %s', async (code) => {
    const { readFileSync } = await import('node:fs');
    const page = readFileSync(`${packageFolder}/docs/rules/K110.md`, 'utf8');
    expect(await kappa(folder, ['explain', code])).toEqual({ code: 0, out: page, err: '' });
  });

  it('lists the codes', async () => {
    const { out } = await kappa(folder, ['explain']);
    expect(out).toMatch(/^K001 {2}\S/);
    expect(out).toMatch(/^K110 {2}\S/m);
  });

  it('knows no other', async () => {
    expect(await kappa(folder, ['explain', 'K11O'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^kappa: There is no code K11O\.\n {2}hint: Did you mean K11\d\?/) as string,
    });
    expect(await kappa(folder, ['explain', '../secret'])).toMatchObject({ code: 2, out: '' });
  });
});

it('schema prints a JSON schema', async () => {
  const { code, out } = await kappa(folder, ['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
});

it('hands options over to the analysis', async () => {
  await kappa(folder, ['init', 'options.arch']);
  let job: unknown;
  await kappa(
    folder,
    [
      'analyze',
      'options.arch',
      '--set',
      'width=4',
      '--set=depth=2e0',
      '--seed',
      '0',
      '--samples',
      '9',
      '--budget',
      '1.5m',
    ],
    {
      analyse: (given, options) => {
        job = given;
        return always({ problems: [] })(given, options);
      },
    },
  );
  expect(job).toMatchObject({
    path: 'options.arch',
    syntax: 'arch',
    thresholds: {},
    parameters: { width: 4, depth: 2 },
    seed: 0,
    samples: 9,
    budgetSeconds: 90,
  });
});
