/** What instantiating need not do twice: drawing weights, reading and preparing data. */
import { ByteCache } from '../numerics/byte-cache';
import type { Matrix } from '../numerics/matrix';
import type { Files } from '../spec/files';
import type { Complaint } from './problems';

const WEIGHTS_CAPACITY = 2 ** 28;
const DATA_CAPACITY = 2 ** 28;

/** Prepared samples with what was complained about, whose places are the caller's. */
export interface LoadedData {
  readonly value?: Matrix;
  /** Of the source itself. */
  readonly complaints: readonly Complaint[];
  /** Of what was done to the samples. */
  readonly preparation: readonly Complaint[];
}

interface KnownData {
  readonly loaded: LoadedData;
  readonly contents: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** Values by everything that they depend on. Whoever gets them must not change them. */
export class InstantiationCache {
  private readonly weights = new ByteCache<Float64Array>(WEIGHTS_CAPACITY);
  private readonly data = new ByteCache<KnownData>(DATA_CAPACITY);

  /** `key`: all that `draw` depends on, as plain data. */
  weight(key: readonly unknown[], draw: () => Float64Array): Float64Array {
    const text = JSON.stringify(key);
    const known = this.weights.get(text);
    if (known) return known;
    const values = draw();
    this.weights.set(text, values, values.byteLength);
    return values;
  }

  /**
   * `key`: all that `load` depends on beside the files it reads, as plain data; ranges in it do not count. Files are read again and compared
   * byte by byte.
   */
  async samples(
    key: readonly unknown[],
    files: Files,
    load: (files: Files) => Promise<LoadedData>,
  ): Promise<LoadedData> {
    const text = JSON.stringify(key, (name, value: unknown) => (name === 'range' ? undefined : value));
    const known = this.data.get(text);
    if (known && (await isCurrent(known, files))) return known.loaded;
    const contents: { path: string; bytes: Uint8Array }[] = [];
    const read = async (path: string) => {
      const bytes = await files.read(path);
      contents.push({ path, bytes });
      return bytes;
    };
    const loaded = await load({ ...files, read });
    if (loaded.value) {
      const bytes = contents.reduce((sum, content) => sum + content.bytes.length, loaded.value.data.byteLength);
      this.data.set(text, { loaded, contents }, bytes);
    }
    return loaded;
  }
}

async function isCurrent({ contents }: KnownData, files: Files): Promise<boolean> {
  for (const { path, bytes } of contents) {
    const found = await files.read(path).catch(() => undefined);
    if (!found || !isEqual(found, bytes)) return false;
  }
  return true;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
