/** IDX, the format of MNIST (yann.lecun.com/exdb/mnist): two zeros, type, number of axes, lengths, numbers; all big-endian. */
import { readable, unreadable, type Reading } from './reading';
import { scalarTypes, type ScalarTypeName } from './scalar-type';
import { entryCount, rowMajorTensor, wrongLength, type StoredTensor } from './stored-tensor';

const types: Readonly<Record<number, ScalarTypeName>> = { 8: 'u1', 9: 'i1', 11: 'i2', 12: 'i4', 13: 'f4', 14: 'f8' };

/** The one tensor of a file. */
export function readIdx(bytes: Uint8Array): Reading<StoredTensor> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return unreadable('It is compressed with gzip; decompress it first.');
  const type = types[bytes[2]];
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || !type)
    return unreadable('It does not start like an IDX file.');
  const axes = bytes[3];
  const start = 4 + 4 * axes;
  if (bytes.length < start) return unreadable(`It ends within the lengths of its ${axes} axes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = (entryCount(shape) ?? Infinity) * scalarTypes[type].bytes;
  if (expected !== bytes.length - start)
    return unreadable(wrongLength(shape, 'values', expected, bytes.length - start));
  return readable(rowMajorTensor(shape, type, bytes.subarray(start), false));
}
