/** Sizes an axis, read from both spellings. The truth is the list of numbers, or the words of a problem, written beside each text. */
import { describe, expect, it } from 'vitest';
import type { SizesType } from '../../../src/spec/catalogue/parameter';
import { Problems } from '../../../src/spec/elaborate/problems';
import { readSizes } from '../../../src/spec/elaborate/scalars';
import { readExpression } from '../../../src/spec/syntax/read-expression';
import type { Expression } from '../../../src/spec/syntax/tree';

const kernel: SizesType = { type: 'sizes', minimum: 1, words: [] };
const padding: SizesType = { type: 'sizes', minimum: 0, words: ['same', 'valid', 'circular'] };
const parameters = new Map([
  ['width', 8],
  ['side', 3],
]);

function read(written: Expression, type: SizesType) {
  const problems = new Problems();
  const value = readSizes(written, type, 'padding', { parameters, family: { seed: 1 }, problems });
  return { value, problems: problems.sorted() };
}

const inArch = (text: string, type: SizesType) => read(readExpression(text, 0).value, type);
const inJson = (value: string, type: SizesType) =>
  read({ type: 'text', value, range: { start: 0, end: value.length + 2 } }, type);

describe('sizes', () => {
  it.each<[string, SizesType, readonly number[] | string]>([
    ['3', kernel, [3]],
    ['3x5', kernel, [3, 5]],
    ['3 x 5', kernel, [3, 5]],
    ['1x(side)x(width / 4)', kernel, [1, 3, 2]],
    ['[3, 5]', kernel, [3, 5]],
    ['[side, width - 3]', kernel, [3, 5]],
    ['[7]', kernel, [7]],
    ['width / 2', kernel, [4]],
    ['0x1', padding, [0, 1]],
    ['floor(side / 2)', padding, [1]],
    ['same', padding, 'same'],
    ['circular', padding, 'circular'],
  ])('%s', (text, type, expected) => {
    expect(inArch(text, type)).toEqual({ value: expected, problems: [] });
    expect(inJson(text, type)).toEqual({ value: expected, problems: [] });
  });

  it.each<[string, SizesType, string, string]>([
    ['0', kernel, '0', 'K027 padding must be at least 1, found 0.'],
    ['-1', padding, '-1', 'K027 padding must be at least 0, found -1.'],
    ['[3, -1]', kernel, '-1', 'K027 Every size in padding must be at least 1, found -1.'],
    ['3x0', kernel, '0', 'K027 Every size in padding must be at least 1, found 0.'],
    ['2.5', kernel, '2.5', 'K033 padding must be a whole number, found 2.5.'],
    ['[1, side / 2]', padding, 'side / 2', 'K033 Every size in padding must be a whole number, found 1.5.'],
    ['[]', kernel, '[]', 'K026 padding must be whole numbers, found an empty list.'],
    ['true', padding, 'true', 'K026 padding must be same, valid, circular or whole numbers, found true.'],
    ['sam', padding, 'sam', 'K028 padding must be same, valid, circular or whole numbers, found "sam".'],
    ['reflect', padding, 'reflect', 'K028 padding must be same, valid, circular or whole numbers, found "reflect".'],
    ['widht', padding, 'widht', 'K030 The model has no parameter "widht".'],
    ['sidee', kernel, 'sidee', 'K030 The model has no parameter "sidee".'],
    ['[same, 1]', padding, 'same', 'K030 The model has no parameter "same".'],
    ['[[3], 5]', kernel, '[3]', 'K026 Expected a number, found a list.'],
  ])('refuses %s', (text, type, place, message) => {
    const [problem, ...others] = inArch(text, type).problems;
    expect(others).toEqual([]);
    expect(`${problem.code} ${problem.message}`).toBe(message);
    expect(text.slice(problem.range.start, problem.range.end)).toBe(place);
    const [same] = inJson(text, type).problems;
    expect(same).toMatchObject({ code: problem.code, message: problem.message });
  });

  it('mends a word that is misspelt or quoted', () => {
    for (const [text, newText] of [
      ['sam', 'same'],
      ['"same"', 'same'],
      ['vlaid', 'valid'],
    ]) {
      const { value, problems } = inArch(text, padding);
      expect(value).toBe(newText);
      expect(problems.map(({ fix }) => fix?.edits)).toEqual([[{ range: { start: 0, end: text.length }, newText }]]);
    }
    expect(inArch('reflect', padding).problems[0].hint).toBe(
      'Write one number for every axis, as in 3, or one an axis, as in 3x5.',
    );
  });

  it('a parameter stands before a word that it resembles', () => {
    const problems = new Problems();
    const scope = { parameters: new Map([['sam', 2]]), family: { seed: 1 }, problems };
    expect(readSizes(readExpression('sam', 0).value, padding, 'padding', scope)).toEqual([2]);
    expect(problems.size).toBe(0);
  });
});
