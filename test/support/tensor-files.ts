/** Writers of the file formats that specifications refer to, for tests. */
import type { Files } from '../../src/spec/files';

export interface Tensor {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** Version 1.0 `.npy`, little-endian float64, C order. */
export function npyBytes({ shape, values }: Tensor): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const header = text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11) + '\n';
  const bytes = new Uint8Array(10 + header.length + values.length * 8);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  writeFloats(bytes, 10 + header.length, values);
  return bytes;
}

/** `.safetensors` with float64 tensors. */
export function safetensorsBytes(tensors: Readonly<Record<string, Tensor>>): Uint8Array {
  const entries: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    entries[name] = { dtype: 'F64', shape, data_offsets: [end, end + values.length * 8] };
    end += values.length * 8;
  }
  const header = new TextEncoder().encode(JSON.stringify(entries));
  const bytes = new Uint8Array(8 + header.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let at = 8 + header.length;
  for (const { values } of Object.values(tensors)) {
    writeFloats(bytes, at, values);
    at += values.length * 8;
  }
  return bytes;
}

/** A Files value over a table of contents. */
export function memoryFiles(contents: Readonly<Record<string, Uint8Array>>): Files {
  return {
    read: async (path) => {
      if (!contents[path]) throw new Error(`There is no file ${path}.`);
      return contents[path];
    },
  };
}

function writeFloats(bytes: Uint8Array, offset: number, values: ArrayLike<number>): void {
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(offset + 8 * i, values[i], true);
}
