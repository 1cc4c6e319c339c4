import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readNpz } from '../../../src/network/formats/npz';
import type { Reading } from '../../../src/network/formats/reading';
import { readSafetensors } from '../../../src/network/formats/safetensors';
import type { StoredTensor } from '../../../src/network/formats/stored-tensor';
import { npy, npz, safetensors, safetensorsWithHeader } from './files';

function contents({ value, problems }: Reading<ReadonlyMap<string, StoredTensor>>): Record<string, unknown> {
  expect(problems).toEqual([]);
  return Object.fromEntries([...value!].map(([name, { shape, values }]) => [name, [shape, [...values()]]]));
}

const arrays = {
  'fc.weight': npy('<f8', [1, 2], Float64Array.of(1.5, -2)),
  'fc.bias': npy('<i8', [1], BigInt64Array.of(3n)),
};

describe('npz', () => {
  test.each([[0], [6]] as const)('compression level %s', (level) => {
    expect(contents(readNpz(npz(arrays, level)))).toEqual({ 'fc.weight': [[1, 2], [1.5, -2]], 'fc.bias': [[1], [3]] }); // prettier-ignore
  });

  test('an archive of nothing holds nothing', () => expect(contents(readNpz(npz({})))).toEqual({}));

  test('an array that cannot be read is named, the others are there', () => {
    const { value, problems } = readNpz(npz({ ...arrays, names: npy('|O', [1], [0]) }));
    expect([...value!.keys()]).toEqual(['fc.weight', 'fc.bias']);
    expect(problems).toEqual([
      'Array "names" cannot be read. It holds Python objects; save the array with a number type.',
    ]);
  });

  test('a size that deflate cannot reach is not believed', () => {
    const archive = zipSync({ 'a.npy': npy('<f8', [64], new Float64Array(64)) });
    // Uncompressed size, at 24 of the central directory's entry: 2^31.
    const directory = archive.findIndex(
      (_, i) => archive[i] === 0x50 && archive[i + 1] === 0x4b && archive[i + 2] === 1,
    );
    archive.set([0, 0, 0, 0x80], directory + 24);
    expect(readNpz(archive)).toEqual({
      value: undefined,
      problems: ['Its entry "a.npy" announces a size that cannot be.'],
    });
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(0), /^It does not start like a .npz file/],
    ['a .npy file', arrays['fc.bias'], /^It does not start like a .npz file/],
    ['truncated', npz(arrays).subarray(0, 100), /^It is a damaged or truncated zip archive \(.+\)\.$/],
  ])('%s', (_, bytes, problem) => {
    expect(readNpz(bytes)).toEqual({ value: undefined, problems: [expect.stringMatching(problem)] });
  });
});

describe('safetensors', () => {
  test.each<[string, readonly number[], number[]]>([
    ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], [1.5]],
    ['F32', [0, 0, 0x20, 0xc0], [-2.5]],
    ['F16', [0x00, 0x3e], [1.5]],
    ['BF16', [0xc0, 0x3f, 0x20, 0xc0, 0x80, 0x7f], [1.5, -2.5, Infinity]],
    ['I64', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-2]],
    ['I32', [1, 0, 0, 0x80], [-2147483647]],
    ['I16', [0xff, 0x7f], [32767]],
    ['I8', [0x80], [-128]],
    ['U64', [1, 0, 0, 0, 0, 0, 0, 0], [1]],
    ['U32', [0xff, 0xff, 0xff, 0xff], [4294967295]],
    ['U16', [0xff, 0xff], [65535]],
    ['U8', [200], [200]],
    ['BOOL', [1, 0], [1, 0]],
  ])('%s', (dtype, body, values) => {
    const shape = [values.length];
    expect(contents(readSafetensors(safetensors({ x: { dtype, shape, body } })))).toEqual({ x: [shape, values] });
  });

  test('several tensors, metadata aside', () => {
    const file = safetensors({
      'a.weight': { dtype: 'F32', shape: [2, 1], body: Float32Array.of(1, 2) },
      'a.bias': { dtype: 'F64', shape: [], body: Float64Array.of(3) },
    });
    expect(contents(readSafetensors(file))).toEqual({ 'a.weight': [[2, 1], [1, 2]], 'a.bias': [[], [3]] }); // prettier-ignore
  });

  const entry = (text: string, bytes = 8) => safetensorsWithHeader(`{"x": ${text}}`, new Uint8Array(bytes));
  test.each<[string, Uint8Array, string]>([
    ['other type', entry('{"dtype": "F8_E4M3", "shape": [8], "data_offsets": [0, 8]}'), 'its type F8_E4M3 is not read'],
    [
      'name of Object',
      entry('{"dtype": "toString", "shape": [8], "data_offsets": [0, 8]}'),
      'its type toString is not read',
    ],
    [
      'no shape',
      entry('{"dtype": "F32", "data_offsets": [0, 8]}'),
      'its entry in the header lacks dtype, shape or data_offsets',
    ],
    ['not an object', entry('3'), 'its entry in the header is not an object'],
    [
      'past the end',
      entry('{"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}'),
      'its bytes 0 to 16 lie outside the 8 bytes of data',
    ],
    [
      'backwards',
      entry('{"dtype": "F32", "shape": [1], "data_offsets": [8, 4]}'),
      'its bytes 8 to 4 lie outside the 8 bytes of data',
    ],
    [
      'one offset',
      entry('{"dtype": "F32", "shape": [1], "data_offsets": [0]}'),
      'its bytes 0 lie outside the 8 bytes of data',
    ],
    [
      'shape too large',
      entry('{"dtype": "F32", "shape": [1152921504606846976], "data_offsets": [0, 8]}'),
      'its shape 1152921504606847000 does not fit its 8 bytes of F32',
    ],
    [
      'shape negative',
      entry('{"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}'),
      'its shape -2 does not fit its 8 bytes of F32',
    ],
  ])('tensor: %s', (_, bytes, reason) => {
    expect(readSafetensors(bytes)).toEqual({ value: new Map(), problems: [`Tensor "x" cannot be read: ${reason}.`] });
  });

  test.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'It is too short for a .safetensors file.'],
    [
      '2^60 of header',
      Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 16, 123, 125),
      'It announces a header of 1152921504606846976 bytes and has 2; it is truncated or no .safetensors file.',
    ],
    [
      'no JSON',
      safetensorsWithHeader('{"x"', new Uint8Array(0)),
      'Its header is not a JSON object; it is damaged or no .safetensors file.',
    ],
    [
      'a list',
      safetensorsWithHeader('[1]', new Uint8Array(0)),
      'Its header is not a JSON object; it is damaged or no .safetensors file.',
    ],
  ])('%s', (_, bytes, problem) => expect(readSafetensors(bytes)).toEqual({ value: undefined, problems: [problem] }));
});
