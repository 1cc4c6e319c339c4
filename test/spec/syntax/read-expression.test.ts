import { describe, expect, it } from 'vitest';
import { readExpression } from '../../../src/spec/syntax/read-expression';
import { listed, sketch } from './support';

describe('reads values', () => {
  it.each([
    ['1', '1'],
    ['1.5', '1.5'],
    ['1.', '1'],
    ['.5', '0.5'],
    ['1e-3', '0.001'],
    ['2E+2', '200'],
    ['1_000', '1000'],
    ['1_000.000_1', '1000.0001'],
    ['true', 'true'],
    ['false', 'false'],
    ['truely', 'truely'],
    ['relu', 'relu'],
    ['_x9', '_x9'],
    ['data', 'data'],
    ['"y.npy"', '"y.npy"'],
    [String.raw`"a\"b\\c\n\u00e9"`, JSON.stringify('a"b\\c\né')],
    ['[]', '[]'],
    ['[1, 2]', '[1 2]'],
    ['[1, [a], ]', '[1 [a]]'],
    ['28x28x1', '<28 28 1>'],
    ['28 x 28', '<28 28>'],
    ['(width)x3', '<width 3>'],
    ['3x(width / 2)', '<3 (/ width 2)>'],
    ['28xwidth', '<28 width>'],
    ['widthx3', 'widthx3'],
    ['sqrt(depth)', 'sqrt[depth]'],
    ['normalized(relu)', 'normalized[relu]'],
    ['identity()', 'identity[]'],
    ['gaussian(8, covariance: powerlaw(1.0), whiten: true,)', 'gaussian[8 covariance=powerlaw[1] whiten=true]'],
    ['a /* between */ + // after\n b', '(+ a b)'],
  ])('%s', (source, expected) => {
    const { value, problems } = readExpression(source, 0);
    expect([sketch(value), problems]).toEqual([expected, []]);
  });
});

describe('binds operators as mathematics does', () => {
  it.each([
    ['1 + 2 * 3', '(+ 1 (* 2 3))'],
    ['(1 + 2) * 3', '(* (+ 1 2) 3)'],
    ['8 - 4 - 2', '(- (- 8 4) 2)'],
    ['8 / 4 * 2', '(* (/ 8 4) 2)'],
    ['2^3^2', '(^ 2 (^ 3 2))'],
    ['-2^2', '(- (^ 2 2))'],
    ['2^-1', '(^ 2 (- 1))'],
    ['2^-1 * 4', '(* (^ 2 (- 1)) 4)'],
    ['-a * b', '(* (- a) b)'],
    ['a * -b', '(* a (- b))'],
    ['--a', '(- (- a))'],
    ['+1', '(+ 1)'],
    ['1e3-2', '(- 1000 2)'],
    ['kappa < 2 * depth', '(< kappa (* 2 depth))'],
    ['bound_gap >= 1 + 2', '(>= bound_gap (+ 1 2))'],
    ['2 * 3x4', '(* 2 <3 4>)'],
  ])('%s', (source, expected) => {
    expect(sketch(readExpression(source, 0).value)).toBe(expected);
  });
});

describe('says what is wrong', () => {
  it.each([
    ['', '?', 'K007 «» Expected a value, found the end.'],
    ['1 +', '(+ 1 ?)', 'K007 «» Expected a value after "+", found the end.'],
    ['-', '(- ?)', 'K007 «» Expected a value after "-", found the end.'],
    ['* 2', '?', 'K007 «*» Expected a value, found "*".'],
    ['a b', 'a', 'K007 «b» Expected an operator or the end, found "b".'],
    [
      'y.npy',
      'y',
      'K001 «.» The language has no use for ".".',
      'K007 «npy» Expected an operator or the end, found "npy".',
    ],
    ['(1, 2)', '[1 2]', 'K007 «(1, 2)» Expected one value in these parentheses, found 2 values.'],
    ['()', '?', 'K007 «()» Expected one value in these parentheses, found none.'],
    ['f(1', 'f[1]', 'K008 «(» This "(" is not closed.'],
    ['[1, 2', '[1 2]', 'K008 «[» This "[" is not closed.'],
    ['f(1 2)', 'f[1 2]', 'K009 «2» A comma is missing before this value.'],
    ['f(1,, 2)', 'f[1 2]', 'K009 «,» Expected a value, found ",".'],
    ['f(a: )', 'f[a=?]', 'K007 «)» Expected a value after "a:", found ")".'],
    ['f(a = 1)', 'f[a=1]', 'K007 «=» An argument is named with ":", found "=".'],
    ['f(a: 1, 2)', 'f[a=1 2]', 'K010 «2» Positional arguments come before named ones.'],
    ['f(1 : (2, 3) [4], 5)', 'f[1]', 'K007 «:» Expected "," or ")", found ":".'],
    ['28x', '?', 'K002 «28x» A size is missing after "28x".'],
    ['28x28x(', '<28 28 ?>', 'K008 «(» This "(" is not closed.'],
    ['28 x ', '28', 'K007 «x» Expected an operator or the end, found "x".'],
    ['2width', '?', 'K002 «2width» "2width" is neither a number nor a name.'],
    ['1.2.3', '?', 'K002 «1.2.3» "1.2.3" is not a number.'],
    ['1__0', '?', 'K002 «1__0» "1__0" is not a number.'],
    ['1e999', '?', 'K002 «1e999» The number 1e999 is too large.'],
    ['"open', '"open"', 'K003 «"open» This string is not closed.'],
    ["'single'", '"single"', "K003 «'single'» Text stands in double quotes."],
    [String.raw`"C:\data"`, JSON.stringify('C:\\data'), String.raw`K003 «"C:\data"» "\d" is not an escape.`],
    ['a /* b', 'a', 'K004 «/*» This comment is not closed.'],
    ['a /*/', 'a', 'K004 «/*» This comment is not closed.'],
    ['a; b', 'a', 'K001 «;» The language has no use for ";".', 'K007 «b» Expected an operator or the end, found "b".'],
  ])('%s', (source, expected, ...problems) => {
    const read = readExpression(source, 0);
    expect([sketch(read.value), ...listed(read.problems, source)]).toEqual([expected, ...problems]);
  });
});

describe('gives ranges in the file', () => {
  it('starts at the offset', () => {
    const { value, problems } = readExpression('width / (2 + x) !', 10);
    expect(value.range).toEqual({ start: 10, end: 25 });
    expect(value).toMatchObject({ left: { range: { start: 10, end: 15 } }, right: { range: { start: 18, end: 25 } } });
    expect(problems.map(({ range }) => range)).toEqual([{ start: 26, end: 27 }]);
  });
});

describe('stops where nesting has no end', () => {
  const deep = 10_000;
  it.each([
    ['parentheses', '('.repeat(deep)],
    ['lists', '['.repeat(deep)],
    ['calls', 'f('.repeat(deep)],
    ['signs', '-'.repeat(deep)],
    ['powers', '2^'.repeat(deep)],
    ['sums', '1+'.repeat(deep)],
    ['sums of parentheses', '(1)+'.repeat(deep)],
  ])('%s', (_, source) => {
    const { value, problems } = readExpression(source, 0);
    expect([value.type, ...problems.map(({ message }) => message)]).toEqual([
      'missing',
      'This is nested more than 100 levels deep.',
    ]);
  });

  it('accepts 100 levels and counts each expression alone', () => {
    expect(readExpression('f('.repeat(100) + ')'.repeat(100), 0).problems).toEqual([]);
    expect(readExpression(`[${'1 + 2, '.repeat(1000)}]`, 0).problems).toEqual([]);
  });
});
