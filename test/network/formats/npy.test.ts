import { describe, expect, test } from 'vitest';
import { readNpy } from '../../../src/network/formats/npy';
import { npy, npyWithHeader } from './files';

function contents(bytes: Uint8Array): { shape: readonly number[]; values: number[] } {
  const { value, problems } = readNpy(bytes);
  expect(problems).toEqual([]);
  return { shape: value!.shape, values: [...value!.values()] };
}

describe('types', () => {
  // Bytes by hand from IEEE 754 and two's complement.
  test.each<[string, number[], number[]]>([
    ['<f8', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], [1.5]],
    ['>f8', [0xc0, 4, 0, 0, 0, 0, 0, 0], [-2.5]],
    ['<f4', [0, 0, 0xc0, 0x3f], [1.5]],
    ['>f4', [0x3f, 0xc0, 0, 0], [1.5]],
    ['<f2', [0x00, 0x3e, 0x00, 0xc1, 0x01, 0x00, 0xff, 0x7b, 0x00, 0x80], [1.5, -2.5, 2 ** -24, 65504, -0]],
    ['>f2', [0x7c, 0x00, 0xfc, 0x00, 0x7e, 0x00], [Infinity, -Infinity, NaN]],
    ['|i1', [0xff, 0x7f], [-1, 127]],
    ['<i2', [0xfe, 0xff], [-2]],
    ['>i4', [0xff, 0xff, 0xff, 0xfd], [-3]],
    ['<i8', [0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-4]],
    ['|u1', [0xff], [255]],
    ['<u2', [0xff, 0xff], [65535]],
    ['>u4', [0xff, 0xff, 0xff, 0xff], [4294967295]],
    ['<u8', [0, 0, 0, 0, 0, 0, 0, 0x80], [2 ** 63]],
    ['|b1', [0, 1, 2], [0, 1, 1]],
  ])('%s', (descr, body, values) =>
    expect(contents(npy(descr, [values.length], body))).toEqual({ shape: [values.length], values }),
  );
});

describe('layout', () => {
  const numbers = Float64Array.of(0, 1, 2, 3, 4, 5);
  test.each<[string, readonly number[], boolean, number[]]>([
    ['C', [2, 3], false, [0, 1, 2, 3, 4, 5]],
    ['Fortran', [2, 3], true, [0, 2, 4, 1, 3, 5]],
    ['Fortran, three axes', [1, 2, 3], true, [0, 2, 4, 1, 3, 5]],
    ['Fortran, one axis', [6], true, [0, 1, 2, 3, 4, 5]],
  ])('%s order', (_, shape, fortran, values) =>
    expect(contents(npy('<f8', shape, numbers, { fortran }))).toEqual({ shape, values }),
  );

  test.each([1, 2, 3])('version %s', (version) =>
    expect(contents(npy('<f8', [2], Float64Array.of(1, 2), { version }))).toEqual({ shape: [2], values: [1, 2] }),
  );

  test('a single number, an empty array, and the first few of many', () => {
    expect(contents(npy('<f8', [], Float64Array.of(7)))).toEqual({ shape: [], values: [7] });
    expect(contents(npy('<f8', [0, 3], []))).toEqual({ shape: [0, 3], values: [] });
    expect([...readNpy(npy('<f8', [2, 3], numbers)).value!.values(2)]).toEqual([0, 1]);
    expect([...readNpy(npy('<f8', [2, 3], numbers, { fortran: true })).value!.values(2)]).toEqual([0, 2]);
  });

  test('bytes that do not start at the front of their buffer', () => {
    const bytes = npy('<f8', [1], Float64Array.of(2.5));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(contents(shifted.subarray(3)).values).toEqual([2.5]);
  });
});

describe('what is no such file', () => {
  const good = npy('<f8', [2], Float64Array.of(1, 2));
  const dictionary = (text: string, body = new Uint8Array(8)) => npyWithHeader(text, body);
  test.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'It does not start like a .npy file.'],
    ['text', new TextEncoder().encode('1,2\n3,4\n'), 'It does not start like a .npy file.'],
    [
      'version 9',
      good.map((byte, index) => (index === 6 ? 9 : byte)),
      'It is a .npy file of version 9.0; 1, 2 and 3 are read.',
    ],
    ['cut in the header', good.subarray(0, 40), 'It ends within the header.'],
    ['cut before the header', good.subarray(0, 9), 'It ends within the header.'],
    [
      'cut in the numbers',
      good.subarray(0, -1),
      'Its header announces 2 <f8 values, which take 16 bytes; it holds 15 bytes.',
    ],
    [
      'two files in one',
      Uint8Array.from([...good, ...good]),
      'Its header announces 2 <f8 values, which take 16 bytes; it holds 160 bytes.',
    ],
    [
      '2^60 numbers',
      dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,), }"),
      'Its header announces 1152921504606847000 <f8 values, which take more bytes than any file has; it holds 8 bytes.',
    ],
    [
      '2^40 by 2^40',
      dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776, 1099511627776), }"),
      'Its header announces 1099511627776 x 1099511627776 <f8 values, which take more bytes than any file has; it holds 8 bytes.',
    ],
    [
      'no shape',
      dictionary("{'descr': '<f8', 'fortran_order': False, }"),
      'Its header does not say descr, fortran_order and shape.',
    ],
    [
      'negative shape',
      dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }"),
      'Its header does not say descr, fortran_order and shape.',
    ],
    [
      'complex',
      dictionary("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }"),
      'Its type "<c16" is not a real number type that is read.',
    ],
    [
      'objects',
      dictionary("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"),
      'It holds Python objects; save the array with a number type.',
    ],
    [
      'records',
      dictionary("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }"),
      'It holds records with named fields, not one array of numbers.',
    ],
  ])('%s', (_, bytes, problem) => expect(readNpy(bytes)).toEqual({ value: undefined, problems: [problem] }));
});
