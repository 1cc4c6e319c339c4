import { expect, it } from 'vitest';
import { fileTrouble } from '../../src/cli/file-trouble';

it.each([
  ['ENOENT', 'a.arch does not exist.'],
  ['EACCES', 'a.arch cannot be opened: permission denied.'],
  ['EROFS', 'a.arch cannot be written: the file system is read-only.'],
  ['ENOSPC', 'a.arch cannot be written: the disk is full.'],
  ['EIO', 'a.arch cannot be used (EIO).'],
])('%s is said in a sentence', (code, expected) => {
  expect(fileTrouble(Object.assign(new Error('system text'), { code }), 'a.arch')).toBe(expected);
});

it('says something of what is no system error', () => {
  expect(fileTrouble('odd', 'a.arch')).toBe('a.arch cannot be used.');
});
