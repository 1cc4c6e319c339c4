import { expect, test } from 'vitest';
import { instantiate } from '../../src/network/instantiate';
import { validArch } from '../support/elaborate-arch';
import { noFiles } from './build';

const start = 'input 3\ndata gaussian(samples: 4)\ninit zeros\ndense(2)';

test.each<[string, string[]]>([
  ['batch_norm(eps: 0)', ['batch_norm divides by zero: 2 of 2 channels have a variance of 0, and eps is 0.']],
  ['layer_norm(eps: 0)', ['layer_norm divides by zero: 4 of 4 samples have a variance of 0, and eps is 0.']],
  ['group_norm(2, eps: 0)', ['group_norm divides by zero: 4 of 4 samples have a variance of 0, and eps is 0.']],
  ['rms_norm(eps: 0)', ['rms_norm divides by zero: 4 of 4 samples have a mean square of 0, and eps is 0.']],
  ['batch_norm\nlayer_norm\nrms_norm', []],
  ['batch_norm(statistics: given, eps: 0)', []],
])('%s of zeros', async (norm, messages) => {
  const { value, problems } = await instantiate(validArch(`model M {\n${start}\n${norm}\n}`), noFiles);
  expect(problems.map(({ code, message }) => [code, message])).toEqual(messages.map((message) => ['K097', message]));
  expect(value === undefined).toBe(messages.length > 0);
});
