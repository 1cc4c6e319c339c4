import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/network/formats/csv';
import { csv } from './files';

describe('tables', () => {
  test.each<[string, string, number[][]]>([
    ['commas', '1,2\n3,4\n', [[1, 2], [3, 4]]],
    ['no line end at the end', '1,2\n3,4', [[1, 2], [3, 4]]],
    ['semicolons', '1;2\n3;4\n', [[1, 2], [3, 4]]],
    ['tabs', '1\t2\n3\t4\n', [[1, 2], [3, 4]]],
    ['one column', '1\n2\n', [[1], [2]]],
    ['Windows and old Mac line ends', '1,2\r\n3,4\r5,6', [[1, 2], [3, 4], [5, 6]]],
    ['header', 'height,weight\n1,2\n', [[1, 2]]],
    ['quoted header with a delimiter, a quote and a line end', '"a,""b""\nc",d\n1,2\n', [[1, 2]]],
    ['only a header', 'a,b\n', []],
    ['byte order mark', '\ufeff1,2\n', [[1, 2]]],
    ['empty lines', '\n1,2\n\n3,4\n\n', [[1, 2], [3, 4]]],
    ['spaces and quotes', ' 1 , "2"\n', [[1, 2]]],
    ['signs, fractions, exponents', '+1,-.5,2.,1e-3,1E5\n', [[1, -0.5, 2, 0.001, 1e5]]],
    ['not finite', 'nan,inf,-Infinity\n', [[NaN, Infinity, -Infinity]]],
  ])('%s', (_, text, rows) => {
    const { value, problems } = readCsv(csv(text));
    expect(problems).toEqual([]);
    expect(value!.toRows()).toEqual(rows);
  }); // prettier-ignore

  test('rows after the limit are not looked at', () => {
    expect(readCsv(csv('1\n2\n3\noops\n'), 2).value!.toRows()).toEqual([[1], [2]]);
    expect(readCsv(csv('a\n1\n2\n'), 1).value!.toRows()).toEqual([[1]]);
  });

  test('more numbers than fit at first', () => {
    const text = Array.from({ length: 3000 }, (_, i) => `${i},${-i}\n`).join('');
    const { value } = readCsv(csv(text));
    expect([value!.rows, value!.get(2999, 0), value!.get(1717, 1)]).toEqual([3000, 2999, -1717]);
  });
});

describe('what is no table of numbers', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'It is empty.'],
    ['blank', ' \n\n', 'It is empty.'],
    ['bad cell', 'a,b\n1,2\n3,x4\n', 'Line 3, column 2: "x4" is not a number.'],
    ['bad cell in the first line', '1,x\n', 'Line 1, column 2: "x" is not a number.'],
    ['missing cell', '1,2\n3,\n', 'Line 2, column 2: "" is not a number.'],
    ['a word of JavaScript', '1\nconstructor\n', 'Line 2, column 1: "constructor" is not a number.'],
    ['hexadecimal', '1\n0x10\n', 'Line 2, column 1: "0x10" is not a number.'],
    ['decimal commas', '1,5;2,5\n3,5;4,5\n', 'Line 2, column 1: "3,5" is not a number.'],
    ['short line', '1,2\n\n3\n', 'Line 3 has 1 cell, the first has 2 cells.'],
    ['long line after a header of two lines', '"a\nb",c\n1,2\n1,2,3\n', 'Line 4 has 3 cells, the first has 2 cells.'],
    ['a quote left open', '1,"2\n3,4\n', 'Line 1, column 2: "2\\n3,4" is not a number.'],
  ])('%s', (_, text, problem) => expect(readCsv(csv(text))).toEqual({ value: undefined, problems: [problem] }));

  test('tens of megabytes in quotes neither throw nor take long', () => {
    const { problems } = readCsv(new Uint8Array(3e7).fill(65).fill(34, 0, 1));
    expect(problems).toEqual([]);
  });
});
