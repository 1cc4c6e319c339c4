import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeFiles } from '../../src/cli/node-files';
import { temporaryFolder } from './terminal';

const folder = temporaryFolder();
mkdirSync(join(folder, 'data'));
writeFileSync(join(folder, 'x.csv'), '1,2\n');
writeFileSync(join(folder, 'sparse.npy'), '');
truncateSync(join(folder, 'sparse.npy'), 2 ** 31 + 1);

it('reads relative to the folder, or an absolute path', async () => {
  const bytes = Uint8Array.from(Buffer.from('1,2\n'));
  expect(Uint8Array.from(await nodeFiles(folder).read('x.csv'))).toEqual(bytes);
  expect(Uint8Array.from(await nodeFiles(join(folder, 'data')).read('../x.csv'))).toEqual(bytes);
  expect(Uint8Array.from(await nodeFiles('/').read(join(folder, 'x.csv')))).toEqual(bytes);
});

it.each([
  ['y.csv', 'y.csv does not exist.'],
  ['data', 'data is a folder, not a file.'],
  ['x.csv/y', 'x.csv/y does not exist: a part of its path is not a folder.'],
  ['sparse.npy', 'sparse.npy is larger than 2 GB, more than can be read.'],
])('refuses %s in a sentence', async (path, message) => {
  await expect(nodeFiles(folder).read(path)).rejects.toThrow(new Error(message));
});
