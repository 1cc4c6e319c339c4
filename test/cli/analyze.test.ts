import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/cli/host';
import type { Report } from '../../src/report/report';
import { kappaLabel } from '../../src/service/kappa-title';
import { linearReport, linearSource } from '../support/sample-reports/linear';
import { always, kappa, temporaryFolder } from './terminal';

const folder = temporaryFolder();
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

/** Orthonormal inputs and the identity: G is the identity on 2 x 2 entries over n = 2 samples, so kappa is 1. */
const tiny = `model Tiny {
  input 2
  data orthogonal(samples: 2, seed: 1)
  init identity
  dense(2, bias: false)
}
`;
write('tiny.arch', tiny);
write('fails.arch', tiny.replace('  dense', '  expect kappa > 5\n  dense'));
write('bad.arch', 'model Bad {\n  input 2\n  dnse(2)\n}\n');

describe('analyze', () => {
  it('reports on a specification', async () => {
    const { code, out, err } = await kappa(folder, ['analyze', 'tiny.arch']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Tiny {2}tiny\.arch\n/);
    expect(out).toMatch(/^kappa 1 {2}well conditioned$/m);
  });

  it('lets the threads go once the last file is analysed', async () => {
    const events: string[] = [];
    const analyse: Host['analyse'] = (job) => (events.push(job.path!), always({ problems: [] })(job, {} as never));
    const release = () => void events.push('release');
    await kappa(folder, ['analyze', 'tiny.arch', 'fails.arch'], { analyse, release });
    await kappa(folder, ['sweep', 'tiny.arch', '--seeds', '2'], { analyse, release });
    expect(events).toEqual(['tiny.arch', 'fails.arch', 'release', 'tiny.arch', 'tiny.arch', 'release']);
  });

  it('reads standard input in either syntax', async () => {
    const json =
      '{ "model": "Tiny", "input": [2], "data": { "orthogonal": { "samples": 2, "seed": 1 } }, "init": "identity", "layers": [{ "dense": { "units": 2, "bias": false } }] }';
    for (const [stdin, extra] of [
      [tiny, []],
      [json, []],
      [json, ['--syntax', 'json']],
    ] as const)
      expect(await kappa(folder, ['analyze', '-', '--quiet', ...extra], { stdin })).toEqual({
        code: 0,
        out: '<stdin>: kappa 1\n',
        err: '',
      });
  });

  it('exits with 1 when an expectation fails', async () => {
    const { code, out } = await kappa(folder, ['analyze', 'fails.arch']);
    expect(code).toBe(1);
    expect(out).toContain('✗  kappa > 5  failed');
  });

  it('says where a specification is wrong on standard error, exit code 2', async () => {
    const { code, out, err } = await kappa(folder, ['analyze', 'bad.arch']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^bad\.arch:3:3: error K\d{3}: .*dnse.*\n 3 \| {3}dnse\(2\)\n {3}\| {3}\^\^\^\^\n/);
  });

  it('analyses every file, and the worst exit code wins', async () => {
    const { code, out, err } = await kappa(folder, ['analyze', 'missing.arch', 'tiny.arch', 'fails.arch', '--quiet']);
    expect(code).toBe(2);
    expect(out).toBe('tiny.arch: kappa 1\nfails.arch: kappa 1\n');
    expect(err).toBe('kappa: missing.arch does not exist.\n');
  });

  it('separates the reports of several files', async () => {
    const { out } = await kappa(folder, ['analyze', 'tiny.arch', 'tiny.arch']);
    expect(out.match(/\n\nTiny {2}tiny\.arch\n/g)).toHaveLength(1);
  });

  it.each<[string, (text: string) => unknown]>([
    ['json', (text) => (JSON.parse(text) as Report).spectrum.kappa],
    ['csv', (text) => Number(text.split('\n')[1].split(',')[text.split('\n')[0].split(',').indexOf('kappa')])],
    ['markdown', (text) => Number(/\| kappa \| (\d+)/.exec(text)?.[1])],
    ['html', (text) => Number(/<strong>(\d+)<\/strong>/.exec(text)?.[1])],
  ])('writes %s', async (format, kappaIn) => {
    const { code, out } = await kappa(folder, ['analyze', 'tiny.arch', '--format', format]);
    expect(code).toBe(0);
    expect(kappaIn(out)).toBeCloseTo(1, 12);
  });

  it('writes SARIF with the pages of its rules', async () => {
    const { out } = await kappa(folder, ['analyze', 'bad.arch', '--format', 'sarif']);
    const { tool } = (
      JSON.parse(out) as {
        runs: { tool: { driver: { rules: { id: string; help: { markdown: string }; helpUri: string }[] } } }[];
      }
    ).runs[0];
    const [{ id, help, helpUri }] = tool.driver.rules;
    expect(help.markdown).toContain(id);
    expect(readFileSync(new URL(helpUri), 'utf8')).toBe(help.markdown);
  });

  it('replaces parameters, and refuses one the model does not have', async () => {
    write('wide.arch', tiny.replace('Tiny', 'Wide(width = 2)').replace('dense(2', 'dense(width'));
    const { out } = await kappa(folder, ['analyze', 'wide.arch', '--set', 'width=1', '--format', 'json']);
    expect((JSON.parse(out) as Report).model.output).toEqual([1]);
    expect(await kappa(folder, ['analyze', 'wide.arch', '--set', 'widht=1'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('widht') as string,
    });
  });
});

describe('bounds', () => {
  it('prints the bracket and nothing of the layers', async () => {
    const { code, out } = await kappa(folder, ['bounds', 'tiny.arch']);
    expect(code).toBe(0);
    expect(out).toMatch(/^certified 1 to 1 · ● kappa 1$/m);
    expect(out).not.toContain('Layers');
  });

  it('prints them as JSON', async () => {
    const { out } = await kappa(folder, ['bounds', 'tiny.arch', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      model: 'Tiny',
      source: 'tiny.arch',
      bracket: { low: expect.closeTo(1, 12) as number },
    });
  });

  it('says why a specification has none', async () => {
    expect(await kappa(folder, ['bounds', 'bad.arch'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('dnse') as string,
    });
    expect(await kappa(folder, ['bounds', 'missing.arch'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('files that are no specification', () => {
  mkdirSync(join(folder, 'models'));
  write('empty.arch', '');
  write('image.arch', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
  write('zeros.arch', 'model\0');
  write('utf16.arch', Buffer.from('\ufeffmodel', 'utf16le'));
  write('huge.arch', Buffer.alloc(100e6, 32));
  it.each([
    ['missing.arch', 'kappa: missing.arch does not exist.\n'],
    ['tiny.arch/x', 'kappa: tiny.arch/x does not exist: a part of its path is not a folder.\n'],
    ['models', 'kappa: models is a folder.\n  hint: Name a specification inside it.\n'],
    [
      'image.arch',
      'kappa: image.arch is not UTF-8 text.\n  hint: A specification is a text file (.arch or .arch.json).\n',
    ],
    [
      'zeros.arch',
      'kappa: zeros.arch is not UTF-8 text.\n  hint: A specification is a text file (.arch or .arch.json).\n',
    ],
    ['utf16.arch', 'kappa: utf16.arch is UTF-16 text.\n  hint: Save it as UTF-8.\n'],
    [
      'huge.arch',
      'kappa: huge.arch is larger than 10 MB, which no specification is.\n  hint: Data belongs in a file that the specification names.\n',
    ],
    [
      '/dev/zero',
      'kappa: /dev/zero is larger than 10 MB, which no specification is.\n  hint: Data belongs in a file that the specification names.\n',
    ],
    ['a\0b', 'kappa: A file name cannot contain a null character.\n'],
  ])('%j is refused in a sentence', async (path, err) =>
    expect(await kappa(folder, ['analyze', path])).toEqual({ code: 2, out: '', err }),
  );

  it('an empty file holds no model', async () => {
    const { code, err } = await kappa(folder, ['analyze', 'empty.arch']);
    expect(code).toBe(2);
    expect(err).toMatch(/^empty\.arch:1:1: error K\d{3}: /);
  });

  it('a byte order mark is no part of the text', async () => {
    write('marked.arch', `\ufeff${tiny}`);
    expect(await kappa(folder, ['analyze', 'marked.arch', '--quiet'])).toEqual({
      code: 0,
      out: 'marked.arch: kappa 1\n',
      err: '',
    });
  });
});

describe('--out', () => {
  it('writes the file and nothing else', async () => {
    const before = readdirSync(folder);
    expect(await kappa(folder, ['analyze', 'tiny.arch', '--format', 'json', '--out', 'result.json'])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(readdirSync(folder)).toEqual([...before, 'result.json'].sort());
    expect(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))).toHaveProperty('model.name', 'Tiny');
  });

  it('keeps the old file when there is nothing to write', async () => {
    write('old.txt', 'old');
    expect(await kappa(folder, ['analyze', 'missing.arch', '--out', 'old.txt'])).toMatchObject({ code: 2 });
    expect(readFileSync(join(folder, 'old.txt'), 'utf8')).toBe('old');
  });

  it('follows a link', async () => {
    write('target.txt', 'old');
    symlinkSync('target.txt', join(folder, 'link.txt'));
    await kappa(folder, ['analyze', 'tiny.arch', '--quiet', '--out', 'link.txt']);
    expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target.txt'), 'utf8')).toBe('tiny.arch: kappa 1\n');
  });

  it('writes a device as it is', async () => {
    expect(await kappa(folder, ['analyze', 'tiny.arch', '--out', '/dev/null'])).toEqual({ code: 0, out: '', err: '' });
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each([
    ['models', 'kappa: models is a folder, not a file.\n'],
    ['nowhere/result.json', 'kappa: The folder of nowhere/result.json does not exist.\n'],
    ['tiny.arch', 'kappa: --out would overwrite tiny.arch, which is to be read.\n'],
    ['./models/../tiny.arch', 'kappa: --out would overwrite ./models/../tiny.arch, which is to be read.\n'],
  ])('refuses %s before it analyses', async (out, err) => {
    const analyse = () => Promise.reject(new Error('analysed'));
    expect(await kappa(folder, ['analyze', 'tiny.arch', '--out', out], { analyse })).toEqual({ code: 2, out: '', err });
  });

  it('is without colours', async () => {
    await kappa(folder, ['analyze', 'tiny.arch', '--out', 'plain.txt'], { columns: 100 });
    expect(readFileSync(join(folder, 'plain.txt'), 'utf8')).not.toContain('\x1b');
  });
});

describe('colours', () => {
  const analyse = always({ report: linearReport, problems: [] });
  write('linear.arch', linearSource);
  it.each<[string, string[], Record<string, string>, number | undefined, boolean]>([
    ['on a terminal', [], {}, 100, true],
    ['not in a pipe', [], {}, undefined, false],
    ['not with --no-color', ['--no-color'], {}, 100, false],
    ['not with NO_COLOR', [], { NO_COLOR: '1' }, 100, false],
    ['with NO_COLOR empty', [], { NO_COLOR: '' }, 100, true],
    ['not on a dumb terminal', [], { TERM: 'dumb' }, 100, false],
  ])('%s', async (_, words, env, columns, expected) => {
    const { out } = await kappa(folder, ['analyze', 'linear.arch', ...words], { analyse, env, columns });
    expect(out.includes('\x1b[')).toBe(expected);
  });
});

describe('progress', () => {
  const analyse: Host['analyse'] = (job, options) => {
    options.onReport?.(linearReport);
    options.onProgress?.({ stage: 'layers', fraction: 0.42 });
    return always({ report: linearReport, problems: [] })(job, options);
  };
  it.each<[string, string[], number | undefined, string]>([
    [
      'shows on a terminal and is cleared',
      [],
      100,
      `\r\x1b[Klinear.arch: ${kappaLabel(linearReport)!}; layers 42 %\r\x1b[K`,
    ],
    ['is silent in a pipe', [], undefined, ''],
    ['is silent when asked', ['--quiet'], 100, ''],
  ])('%s', async (_, words, columns, expected) => {
    expect((await kappa(folder, ['analyze', 'linear.arch', ...words], { analyse, columns })).err).toBe(expected);
  });
});

it('a pipe is a file too', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.arch')]);
  const writing = import('node:fs/promises').then(({ writeFile }) => writeFile(join(folder, 'pipe.arch'), tiny));
  expect(await kappa(folder, ['analyze', 'pipe.arch', '--quiet'])).toEqual({
    code: 0,
    out: 'pipe.arch: kappa 1\n',
    err: '',
  });
  await writing;
});
