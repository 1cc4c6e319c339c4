import { expect, it } from 'vitest';
import { findSelectionRanges } from '../../src/service/selection';
import { atCursor, slice } from './cursor';

it.each([
  [
    'model M { input 4 a: dense(2 * wid|th, bias: true) }',
    [
      'width',
      '2 * width',
      '2 * width, bias: true',
      'dense(2 * width, bias: true)',
      'a: dense(2 * width, bias: true)',
      'model M { input 4 a: dense(2 * width, bias: true) }',
    ],
  ],
  [
    'model M { repeat(2) { dense(4) den|se(5) } }',
    [
      'dense',
      'dense(5)',
      'dense(4) dense(5)',
      '{ dense(4) dense(5) }',
      'repeat(2) { dense(4) dense(5) }',
      'model M { repeat(2) { dense(4) dense(5) } }',
    ],
  ],
  [
    'model M { data gaussian(covariance: power|law(1)) }',
    [
      'powerlaw',
      'powerlaw(1)',
      'covariance: powerlaw(1)',
      'gaussian(covariance: powerlaw(1))',
      'data gaussian(covariance: powerlaw(1))',
      'model M { data gaussian(covariance: powerlaw(1)) }',
    ],
  ],
  ['// a comm|ent\nmodel M {}', ['// a comment', '// a comment\nmodel M {}']],
  [
    '{ "layers": [{ "dense": { "units": "2 * wid|th" } }] }',
    [
      'width',
      '2 * width',
      '"2 * width"',
      '"units": "2 * width"',
      ' "units": "2 * width" ',
      '{ "units": "2 * width" }',
      '"dense": { "units": "2 * width" }',
      ' "dense": { "units": "2 * width" } ',
      '{ "dense": { "units": "2 * width" } }',
      '[{ "dense": { "units": "2 * width" } }]',
      '"layers": [{ "dense": { "units": "2 * width" } }]',
      ' "layers": [{ "dense": { "units": "2 * width" } }] ',
      '{ "layers": [{ "dense": { "units": "2 * width" } }] }',
    ],
  ],
  ['|', ['']],
])('%j', (text, expected) => {
  const { document, offset } = atCursor(text);
  expect(findSelectionRanges(document, offset).map((range) => slice(document, range))).toEqual(expected);
});
