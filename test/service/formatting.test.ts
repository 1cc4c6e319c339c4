import { describe, expect, it } from 'vitest';
import { doFormat } from '../../src/service/formatting';
import { applyEdits } from '../../src/spec/apply-edits';
import { formatArch, formatJson } from '../../src/spec/syntax/format';
import { openEither } from './cursor';
import { examples } from './documents';

it.each([
  ['model M{input 4\ndense( 4,bias:false )}', 'model M {\n  input 4\n  dense(4, bias: false)\n}\n'],
  ['model M { weights "w" { a: "b" c: "d" } }', 'model M {\n  weights "w" { a: "b", c: "d" }\n}\n'],
  ['// kept\n\n\nmodel M { // here   \n}', '// kept\n\nmodel M { // here\n}\n'],
  ['model M { dense(', 'model M { dense('],
  ['{"input":4,\n"layers":[]}', '{"input": 4,\n  "layers": []}\n'],
  ['{ "input": ', '{ "input": '],
])('%j', (text, expected) => expect(applyEdits(text, doFormat(openEither(text)))).toBe(expected));

it('changes white space and commas only where it has to', () => {
  const text = 'model M {\n  input 4\n    dense(4,bias: false,)\n}\n';
  expect(doFormat(openEither(text))).toEqual([
    { range: { start: 22, end: 24 }, newText: '' },
    { range: { start: 32, end: 32 }, newText: ' ' },
    { range: { start: 43, end: 44 }, newText: '' },
  ]);
});

describe.each(examples())('$name', ({ document: { text, syntax } }) => {
  it('needs no edits', () => expect(doFormat(openEither(text))).toEqual([]));
  it.each([
    ['without indentation', text.replaceAll(/^ +/gm, '')],
    ['with spaces everywhere', text.replaceAll(/([,:(){}[\]])(?=(?:[^"\n]*"[^"\n]*")*[^"\n]*$)/gm, '$1  ')],
  ])('%s gets what the formatter gives', (_, changed) => {
    const { value } = syntax === 'json' ? formatJson(changed) : formatArch(changed);
    expect(applyEdits(changed, doFormat(openEither(changed)))).toBe(value);
  });
});
