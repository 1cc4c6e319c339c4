/** NumPy's `.npy`, versions 1 to 3 (numpy.lib.format). */
import { readable, unreadable, type Reading } from './reading';
import { isScalarTypeName, scalarTypes } from './scalar-type';
import { columnMajorTensor, entryCount, rowMajorTensor, wrongLength, type StoredTensor } from './stored-tensor';

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The one array of a file. Types f2, f4, f8, i1 to i8, u1 to u8 and bool, either byte order, C or Fortran order. */
export function readNpy(bytes: Uint8Array): Reading<StoredTensor> {
  if (!magic.every((byte, index) => bytes[index] === byte)) return unreadable('It does not start like a .npy file.');
  const [major, minor] = [bytes[6], bytes[7]];
  if (!(major >= 1 && major <= 3))
    return unreadable(`It is a .npy file of version ${major}.${minor}; 1, 2 and 3 are read.`);
  const headerStart = major === 1 ? 10 : 12;
  if (bytes.length < headerStart) return unreadable('It ends within the header.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bodyStart = headerStart + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < bodyStart) return unreadable('It ends within the header.');
  return readBody(new TextDecoder().decode(bytes.subarray(headerStart, bodyStart)), bytes.subarray(bodyStart));
}

function readBody(header: string, body: Uint8Array): Reading<StoredTensor> {
  const descr = /'descr'\s*:\s*'([^'\s]*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const lengths = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (/'descr'\s*:\s*\[/.test(header))
    return unreadable('It holds records with named fields, not one array of numbers.');
  if (descr === undefined || order === undefined || lengths === undefined)
    return unreadable('Its header does not say descr, fortran_order and shape.');
  const type = descr.replace(/^[<>=|]/, '');
  if (type === 'O') return unreadable('It holds Python objects; save the array with a number type.');
  if (!isScalarTypeName(type) || type === 'bf2')
    return unreadable(`Its type "${descr}" is not a real number type that is read.`);

  const shape = (lengths.match(/\d+/g) ?? []).map(Number);
  const expected = (entryCount(shape) ?? Infinity) * scalarTypes[type].bytes;
  if (expected !== body.length) return unreadable(wrongLength(shape, `${descr} values`, expected, body.length));
  const create = order === 'True' ? columnMajorTensor : rowMajorTensor;
  return readable(create(shape, type, body, !descr.startsWith('>')));
}
