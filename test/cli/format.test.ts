import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { starter } from '../../src/cli/starter';
import { readSpecification } from '../../src/spec/specification';
import { kappa, temporaryFolder } from './terminal';

const folder = temporaryFolder();
const path = (name: string) => join(folder, name);
const untidy = 'model A{input 4 // four\ndense( 3 )}';
const tidy = 'model A {\n  input 4 // four\n  dense(3)\n}\n';
const put = (name: string, text: string) => writeFileSync(path(name), text);
const read = (name: string) => readFileSync(path(name), 'utf8');

it('rewrites what is not in the standard layout and names it', async () => {
  put('untidy.arch', untidy);
  put('tidy.arch', tidy);
  expect(await kappa(folder, ['format', 'untidy.arch', 'tidy.arch'])).toEqual({
    code: 0,
    out: 'untidy.arch\n',
    err: '',
  });
  expect(read('untidy.arch')).toBe(tidy);
  expect(await kappa(folder, ['format', 'untidy.arch'])).toEqual({ code: 0, out: '', err: '' });
});

it('--check changes nothing', async () => {
  put('checked.arch', untidy);
  put('tidy.arch', tidy);
  expect(await kappa(folder, ['format', '--check', 'checked.arch', 'tidy.arch'])).toEqual({
    code: 1,
    out: 'checked.arch\n',
    err: '',
  });
  expect(read('checked.arch')).toBe(untidy);
  expect(await kappa(folder, ['format', '--check', 'tidy.arch'])).toEqual({ code: 0, out: '', err: '' });
});

it('prints what it read from standard input', async () => {
  expect(await kappa(folder, ['format', '-'], { stdin: untidy })).toEqual({ code: 0, out: tidy, err: '' });
});

it('leaves a file with syntax errors alone', async () => {
  put('broken.arch', 'model A { input 4 dense(3 }');
  const { code, out, err } = await kappa(folder, ['format', 'broken.arch']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^broken\.arch:1:\d+: error K0/);
  expect(read('broken.arch')).toBe('model A { input 4 dense(3 }');
});

describe('--to', () => {
  it('converts to JSON with the same meaning, and back', async () => {
    put('model.arch', starter);
    expect(await kappa(folder, ['format', 'model.arch', '--to', 'json', '--out', 'model.arch.json'])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    const { out } = await kappa(folder, ['format', 'model.arch.json', '--to', 'arch']);
    const meaning = (text: string, syntax: 'arch' | 'json') => {
      const { architecture, problems } = readSpecification(text, { syntax });
      expect(problems).toEqual([]);
      return architecture?.nodes;
    };
    expect(meaning(read('model.arch.json'), 'json')).toEqual(meaning(starter, 'arch'));
    expect(meaning(out, 'arch')).toEqual(meaning(starter, 'arch'));
    expect(read('model.arch')).toBe(starter);
  });

  it.each([
    [['format', 'a.arch', 'b.arch', '--to', 'json'], '--to takes one file.'],
    [['format', 'a.arch', '--to', 'json', '--check'], '--check and --to exclude each other.'],
    [['format', 'a.arch', '--out', 'b.arch'], '--out goes with --to: without it a file is rewritten in place.'],
    [['format', 'missing.arch'], 'missing.arch does not exist.'],
  ])('%j is refused', async (words, sentence) => {
    expect(await kappa(folder, words)).toEqual({ code: 2, out: '', err: `kappa: ${sentence}\n` });
    expect(existsSync(path('b.arch'))).toBe(false);
  });
});

it('needs a file', async () => {
  expect(await kappa(folder, ['format'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Name a specification to format.') as string,
  });
});
