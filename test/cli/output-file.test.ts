import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkWritable, writeWhole } from '../../src/cli/output-file';
import { UsageError } from '../../src/cli/usage-error';
import { temporaryFolder } from './terminal';

const folder = temporaryFolder();

it('replaces a file and keeps its mode', () => {
  writeFileSync(join(folder, 'result'), 'old');
  chmodSync(join(folder, 'result'), 0o640);
  writeWhole('result', 'new ✓', folder);
  expect(readFileSync(join(folder, 'result'), 'utf8')).toBe('new ✓');
  expect(statSync(join(folder, 'result')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['result']);
});

it('leaves nothing behind when it cannot write', () => {
  expect(() => writeWhole('nowhere/result', 'x', folder)).toThrow(new UsageError('nowhere/result does not exist.'));
  expect(() => checkWritable('nowhere/result', folder)).toThrow(UsageError);
  expect(() => checkWritable('.', folder)).toThrow(new UsageError('. is a folder, not a file.'));
  expect(readdirSync(folder)).toEqual(['result']);
});
