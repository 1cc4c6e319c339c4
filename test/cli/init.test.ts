import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { starter } from '../../src/cli/starter';
import { readSpecification } from '../../src/spec/specification';
import { kappa, temporaryFolder } from './terminal';

const folder = temporaryFolder();

it('writes a specification without a problem, and says what comes next', async () => {
  expect(await kappa(folder, ['init'])).toEqual({
    code: 0,
    out: 'Wrote model.arch. Next: kappa analyze model.arch\n',
    err: '',
  });
  const source = readFileSync(join(folder, 'model.arch'), 'utf8');
  expect(source).toBe(starter);
  expect(readSpecification(source, { syntax: 'arch' }).problems).toEqual([]);
});

it('meets its own expectations', async () => {
  await kappa(folder, ['init', 'checked.arch', '--quiet']);
  expect(await kappa(folder, ['check', 'checked.arch', '--fail-on', 'warning'])).toMatchObject({ code: 0 });
});

it('never overwrites', async () => {
  writeFileSync(join(folder, 'mine.arch'), 'mine');
  expect(await kappa(folder, ['init', 'mine.arch'])).toEqual({
    code: 2,
    out: '',
    err: 'kappa: mine.arch exists already and stays as it is.\n  hint: Name another file.\n',
  });
  expect(readFileSync(join(folder, 'mine.arch'), 'utf8')).toBe('mine');
});

it.each([
  ['nowhere/model.arch', 'kappa: The folder of nowhere/model.arch does not exist.\n'],
  [
    'model.json',
    'kappa: kappa init writes .arch, not model.json: JSON has no comments.\n  hint: kappa format FILE --to json converts it.\n',
  ],
])('refuses %s', async (path, err) => expect(await kappa(folder, ['init', path])).toEqual({ code: 2, out: '', err }));
