import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../../src/network/formats/csv';
import { readIdx } from '../../../src/network/formats/idx';
import { readNpy } from '../../../src/network/formats/npy';
import { readNpz } from '../../../src/network/formats/npz';
import type { Reading } from '../../../src/network/formats/reading';
import { readSafetensors } from '../../../src/network/formats/safetensors';
import type { StoredTensor } from '../../../src/network/formats/stored-tensor';
import { csv, idx, npy, npz, safetensors } from './files';

/** Reads everything the file offers; whatever goes wrong must be a sentence. */
type Reader = (bytes: Uint8Array) => Reading<unknown>;

const tensor =
  (read: (bytes: Uint8Array) => Reading<StoredTensor>): Reader =>
  (bytes) => {
    const { value, problems } = read(bytes);
    return { value: value?.values(), problems };
  };
const tensors =
  (read: (bytes: Uint8Array) => Reading<ReadonlyMap<string, StoredTensor>>): Reader =>
  (bytes) => {
    const { value, problems } = read(bytes);
    return { value: value && [...value.values()].map((stored) => stored.values()), problems };
  };

const weights = npy('<f8', [2, 3], Float64Array.of(1, 2, 3, 4, 5, 6), { fortran: true });
const formats: [string, Reader, Uint8Array][] = [
  ['npy', tensor(readNpy), weights],
  ['npz', tensors(readNpz), npz({ a: weights, b: weights })],
  ['npz, stored', tensors(readNpz), npz({ a: weights, b: weights }, 0)],
  [
    'safetensors',
    tensors(readSafetensors),
    safetensors({ a: { dtype: 'F32', shape: [2], body: Float32Array.of(1, 2) } }),
  ],
  ['idx', tensor(readIdx), idx(8, [2, 2], [1, 2, 3, 4])],
  ['csv', readCsv, csv('a,"b ""c"""\n1,2\n"3",4\n')],
];

function check(read: Reader, bytes: Uint8Array): void {
  const { value, problems } = read(bytes);
  expect(value !== undefined || problems.length > 0).toBe(true);
  for (const problem of problems) expect(problem).toMatch(/^[A-Z].*\.$/s);
}

test.each(formats)('%s: every truncation', (_, read, good) => {
  for (let length = 0; length <= good.length; length++) check(read, good.subarray(0, length));
});

test.each(formats)('%s: bytes changed', (_, read, good) => {
  const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = good.slice();
      for (const [index, byte] of changes) bytes[index] = byte;
      check(read, bytes);
    }),
    { numRuns: 1000 },
  );
});

test.each(formats)('%s: any bytes, with and without the right beginning', (_, read, good) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(12), (tail, kept) => {
      check(read, Uint8Array.from([...good.subarray(0, kept), ...tail]));
    }),
    { numRuns: 1000 },
  );
});
