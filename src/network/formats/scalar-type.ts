/** The number types that files store, and how each becomes a float64. */
export interface ScalarType {
  readonly bytes: number;
  read(view: DataView, offset: number, littleEndian: boolean): number;
}

export type ScalarTypeName = keyof typeof scalarTypes;

/** Named as NumPy does: kind and bytes; `bf2` is bfloat16, `b1` a boolean. 64-bit integers beyond 2^53 are rounded. */
export const scalarTypes = {
  f8: { bytes: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
  f4: { bytes: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  f2: { bytes: 2, read: (view, offset, little) => halfToNumber(view.getUint16(offset, little)) },
  bf2: { bytes: 2, read: (view, offset, little) => brainFloatToNumber(view.getUint16(offset, little)) },
  i8: { bytes: 8, read: (view, offset, little) => Number(view.getBigInt64(offset, little)) },
  i4: { bytes: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  i2: { bytes: 2, read: (view, offset, little) => view.getInt16(offset, little) },
  i1: { bytes: 1, read: (view, offset) => view.getInt8(offset) },
  u8: { bytes: 8, read: (view, offset, little) => Number(view.getBigUint64(offset, little)) },
  u4: { bytes: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  u2: { bytes: 2, read: (view, offset, little) => view.getUint16(offset, little) },
  u1: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
  b1: { bytes: 1, read: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) },
} as const satisfies Record<string, ScalarType>;

export function isScalarTypeName(name: string): name is ScalarTypeName {
  return Object.hasOwn(scalarTypes, name);
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** The upper half of a binary32. */
function brainFloatToNumber(bits: number): number {
  word.setUint32(0, bits * 2 ** 16);
  return word.getFloat32(0);
}
