import { scalarTypes, type ScalarTypeName } from './scalar-type';

/** A tensor as a file holds it: its shape and type are known, its numbers are decoded when asked for. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly type: ScalarTypeName;
  /** The first `count` entries (all without it), row-major. */
  values(count?: number): Float64Array;
}

/** A tensor whose bytes are in row-major order. `bytes` must hold all of it. */
export function rowMajorTensor(
  shape: readonly number[],
  type: ScalarTypeName,
  bytes: Uint8Array,
  littleEndian: boolean,
): StoredTensor {
  const total = entryCount(shape) ?? 0;
  return { shape, type, values: (count = total) => decode(type, bytes, littleEndian, count) };
}

/** As `rowMajorTensor`, with the bytes in column-major (Fortran) order. */
export function columnMajorTensor(
  shape: readonly number[],
  type: ScalarTypeName,
  bytes: Uint8Array,
  littleEndian: boolean,
): StoredTensor {
  const total = entryCount(shape) ?? 0;
  return {
    shape,
    type,
    values: (count = total) => toRowMajor(decode(type, bytes, littleEndian, total), shape).slice(0, count),
  };
}

/** Product of the lengths; undefined when one is no length, or when the product is no safe integer. */
export function entryCount(shape: readonly number[]): number | undefined {
  let product = 1;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) return undefined;
    product *= length;
  }
  // Lengths after a zero do not matter, so the product is checked last.
  return Number.isSafeInteger(product) ? product : undefined;
}

/** The sentence for a file with fewer or more bytes than its header announces. */
export function wrongLength(shape: readonly number[], values: string, announced: number, held: number): string {
  return `Its header announces ${shape.join(' x ') || 1} ${values}, which take ${bytesText(announced)}; it holds ${bytesText(held)}.`;
}

function bytesText(count: number): string {
  if (!Number.isSafeInteger(count)) return 'more bytes than any file has';
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function decode(type: ScalarTypeName, bytes: Uint8Array, littleEndian: boolean, count: number): Float64Array {
  const { bytes: width, read } = scalarTypes[type];
  const native = littleEndian === hostIsLittleEndian ? nativeArrays[type] : undefined;
  if (native) return native(bytes.slice(0, count * width).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, i * width, littleEndian);
  return values;
}

/** A host reads its own floats without a call for each. */
const nativeArrays: Partial<Record<ScalarTypeName, (buffer: ArrayBuffer) => Float64Array>> = {
  f8: (buffer) => new Float64Array(buffer),
  f4: (buffer) => new Float64Array(new Float32Array(buffer)),
};
const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function toRowMajor(columnMajor: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(columnMajor.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  for (let to = 0; to < result.length; to++) {
    result[to] = columnMajor[index.reduce((offset, i, axis) => offset + i * strides[axis], 0)];
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
  return result;
}
