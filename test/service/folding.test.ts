import { expect, it } from 'vitest';
import { findFoldingRanges } from '../../src/service/folding';
import { openEither } from './cursor';

it.each([
  ['a body, its last line in sight', 'model M {\n  input 4\n}', ['block {\n  input 4']],
  ['nothing on one line', 'model M { input 4 }', []],
  ['nothing between two lines', 'model M {\n}', []],
  [
    'bodies inside one another',
    'model M {\n  repeat(2) {\n    dense(4)\n  }\n}',
    ['block {\n  repeat(2) {\n    dense(4)\n  }', 'block {\n    dense(4)'],
  ],
  [
    'lists',
    'model M { data idx(\n  "x",\n  limit: 3\n) }',
    ['block { data idx(\n  "x",\n  limit: 3', 'block (\n  "x",\n  limit: 3'],
  ],
  ['no brace that is not closed', 'model M {\n  input 4\n', []],
  ['a body around an unclosed list', 'model M {\n  dense(4\n}', ['block {\n  dense(4']],
  ['a run of comments', '// one\n  // two\n// three\nmodel M { }', ['comment // one\n  // two\n// three']],
  ['no single comment', '// one\nmodel M { }\n// two\n', []],
  ['runs apart', '// a\n// b\n\n// c\n// d', ['comment // a\n// b', 'comment // c\n// d']],
  ['no comments behind code', 'model M { // a\n input 4 // b\n}', ['block { // a\n input 4 // b']],
  ['a block comment', '/* a\n b */ model M { }', ['comment /* a\n b */']],
  [
    'Windows line breaks',
    '// a\r\n// b\r\nmodel M {\r\n  input 4\r\n}',
    ['comment // a\r\n// b', 'block {\r\n  input 4'],
  ],
  ['JSON', '{\n  "input": [\n    4\n  ] // x\n}', ['block {\n  "input": [\n    4\n  ] // x', 'block [\n    4']],
  ['comments of JSON', '{ // a\n  // b\n  // c\n}', ['block { // a\n  // b\n  // c', 'comment // b\n  // c']],
])('%s', (_, text, expected) => {
  const document = openEither(text);
  const folded = findFoldingRanges(document).map(({ kind, range }) => `${kind} ${text.slice(range.start, range.end)}`);
  expect(folded).toEqual(expected);
});
