/** Files made by hand, byte by byte from the descriptions of their formats. */
import { zipSync } from 'fflate';

const ascii = (text: string) => new TextEncoder().encode(text);

/** A `.npy` file: magic, version, header length, Python dictionary padded to 64 bytes, numbers. */
export function npy(
  descr: string,
  shape: readonly number[],
  body: ArrayBufferView | readonly number[],
  { fortran = false, version = 1 } = {},
): Uint8Array {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return npyWithHeader(
    `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${lengths}), }`,
    bytesOf(body),
    version,
  );
}

export function npyWithHeader(dictionary: string, body: Uint8Array, version = 1): Uint8Array {
  const prefix = version === 1 ? 10 : 12;
  const padding = 63 - ((prefix + dictionary.length) % 64);
  const header = ascii(dictionary + ' '.repeat(padding) + '\n');
  const length = version === 1 ? little(header.length, 2) : little(header.length, 4);
  return joined([0x93], ascii('NUMPY'), [version, 0], length, header, body);
}

export function npz(arrays: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])), { level });
}

/** A `.safetensors` file: u64 length, JSON header, numbers. */
export function safetensors(
  tensors: Readonly<
    Record<string, { dtype: string; shape: readonly number[]; body: ArrayBufferView | readonly number[] }>
  >,
): Uint8Array {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  for (const [name, { dtype, shape, body }] of Object.entries(tensors)) {
    const { length } = bytesOf(body);
    header[name] = { dtype, shape, data_offsets: [offset, (offset += length)] };
  }
  return safetensorsWithHeader(
    JSON.stringify(header),
    joined(...Object.values(tensors).map(({ body }) => bytesOf(body))),
  );
}

export function safetensorsWithHeader(header: string, body: Uint8Array): Uint8Array {
  const encoded = ascii(header);
  return joined(little(encoded.length, 8), encoded, body);
}

/** An IDX file. `type`: 8 u8, 9 i8, 11 i16, 12 i32, 13 f32, 14 f64. Body in big-endian order already. */
export function idx(type: number, shape: readonly number[], body: readonly number[]): Uint8Array {
  return joined([0, 0, type, shape.length], ...shape.map((length) => little(length, 4).reverse()), body);
}

export function csv(text: string): Uint8Array {
  return ascii(text);
}

export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function bytesOf(body: ArrayBufferView | readonly number[]): Uint8Array {
  return ArrayBuffer.isView(body)
    ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
    : Uint8Array.from(body);
}

function little(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256);
}
