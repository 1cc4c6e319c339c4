import { describe, expect, it } from 'vitest';
import { elaborate } from '../../../src/spec/elaborate/elaborate';
import type { Directive, Expression, Statement, SyntaxTree } from '../../../src/spec/syntax/tree';

const range = { start: 0, end: 1 };
const name = (text: string) => ({ text, range });
const number = (value: number): Expression => ({ type: 'number', value, range });
const directive = (keyword: string, ...values: Expression[]): Directive => ({
  keyword: name(keyword),
  values,
  entries: [],
  allow: [],
  range,
});
const dense = (label?: string): Statement => ({
  ...(label !== undefined && { label: name(label) }),
  kind: name('dense'),
  arguments: [{ value: number(2), range }],
  blocks: [],
  allow: [],
  range,
});
const treeOf = (directives: Directive[], statements: Statement[]): SyntaxTree => ({
  syntax: 'json',
  source: ' ',
  model: { parameters: [], directives, statements, range },
});
const input = directive('input', number(4));

describe('trees that no reader of ours makes', () => {
  it.each([
    ['K020', { syntax: 'arch', source: '' } satisfies SyntaxTree, 'The file holds no model.'],
    ['K038', treeOf([input, directive('los', number(3))], [dense()]), 'There is no directive "los".'],
    ['K039', treeOf([directive('input')], [dense()]), 'input takes one value.'],
    ['K039', treeOf([directive('input', number(4), number(5))], [dense()]), 'input takes one value.'],
    ['K039', treeOf([input, directive('expect')], [dense()]), 'expect needs a value.'],
    ['K046', treeOf([input], [dense('a.b')]), '"a.b" cannot name a layer.'],
  ] as const)('%s', (code, tree, message) => {
    expect(elaborate(tree).problems).toMatchObject([{ code, message }]);
  });
});
