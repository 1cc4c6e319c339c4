import { expect, test } from 'vitest';
import { readIdx } from '../../../src/network/formats/idx';
import { idx } from './files';

test.each<[string, number, number[], number[], number[]]>([
  ['u8', 8, [2, 1, 2], [0, 1, 128, 255], [0, 1, 128, 255]],
  ['i8', 9, [2], [0xff, 0x7f], [-1, 127]],
  ['i16', 11, [1], [0xff, 0xfe], [-2]],
  ['i32', 12, [1], [0, 0, 1, 0], [256]],
  ['f32', 13, [1], [0x3f, 0xc0, 0, 0], [1.5]],
  ['f64', 14, [1], [0xc0, 0x04, 0, 0, 0, 0, 0, 0], [-2.5]],
])('%s', (_, type, shape, body, values) => {
  const { value, problems } = readIdx(idx(type, shape, body));
  expect(problems).toEqual([]);
  expect([value!.shape, [...value!.values()]]).toEqual([shape, values]);
});

test.each<[string, Uint8Array, string]>([
  ['empty', new Uint8Array(0), 'It does not start like an IDX file.'],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'It is compressed with gzip; decompress it first.'],
  ['unknown type', Uint8Array.of(0, 0, 10, 1, 0, 0, 0, 0), 'It does not start like an IDX file.'],
  ['cut in the lengths', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2), 'It ends within the lengths of its 3 axes.'],
  [
    'cut in the numbers',
    idx(11, [2, 2], [0, 1, 0, 2, 0]),
    'Its header announces 2 x 2 values, which take 8 bytes; it holds 5 bytes.',
  ],
  [
    'more numbers than announced',
    idx(8, [2], [1, 2, 3]),
    'Its header announces 2 values, which take 2 bytes; it holds 3 bytes.',
  ],
  [
    '2^96 numbers',
    idx(8, [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [0]),
    'Its header announces 4294967295 x 4294967295 x 4294967295 values, which take more bytes than any file has; it holds 1 byte.',
  ],
])('%s', (_, bytes, problem) => expect(readIdx(bytes)).toEqual({ value: undefined, problems: [problem] }));
