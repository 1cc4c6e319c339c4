/** Data that files hold: read, decoded, checked for numbers that are none. */
import { Matrix } from '../../numerics/matrix';
import type { DataSource, FileReference } from '../../spec/architecture';
import type { Files } from '../../spec/files';
import { readCsv } from '../formats/csv';
import { readIdx } from '../formats/idx';
import { readNpy } from '../formats/npy';
import { readable, type Reading } from '../formats/reading';
import { entryCount, type StoredTensor } from '../formats/stored-tensor';
import type { Complaint } from '../problems';
import { readFile } from '../read-file';
import { fitsMemory } from '../memory';

export interface FileSource {
  readonly kind: Extract<DataSource, { file: FileReference }>['kind'];
  readonly file: FileReference;
  /** Only the first so many samples. */
  readonly limit?: number;
}

/** Samples as rows, and the shape that the file gives to each. */
export interface FileData {
  readonly samples: Matrix;
  readonly sampleShape: readonly number[];
  /** Pixels: unsigned bytes of an IDX file. */
  readonly pixels: boolean;
}

export async function fileData(
  { kind, file, limit = Infinity }: FileSource,
  files: Files,
): Promise<{ value?: FileData; complaints: Complaint[] }> {
  const { value: bytes, complaints } = await readFile(file.path, files);
  if (!bytes) return { complaints };
  const { value, problems } = kind === 'csv' ? readTable(bytes, limit) : readTensor(kind, bytes, limit);
  if (problems.length > 0)
    return { complaints: problems.map((problem) => ({ code: 'K081', message: `"${file.path}": ${problem}` })) };
  if (!value) return { complaints: [] };
  if (value.samples.rows === 0) return { complaints: [{ code: 'K084', message: `"${file.path}" holds no samples.` }] };
  const bad = value.samples.data.findIndex((entry) => !Number.isFinite(entry));
  return bad < 0 ? { value, complaints: [] } : { complaints: [notFinite(file.path, value.samples, bad)] };
}

function readTable(bytes: Uint8Array, limit: number): Reading<FileData> {
  const { value: samples, problems } = readCsv(bytes, limit);
  return samples ? readable({ samples, sampleShape: [samples.cols], pixels: false }) : { value: undefined, problems };
}

function readTensor(kind: 'npy' | 'idx', bytes: Uint8Array, limit: number): Reading<FileData> {
  const { value: tensor, problems } = kind === 'npy' ? readNpy(bytes) : readIdx(bytes);
  return tensor ? asSamples(tensor, limit, kind === 'idx' && tensor.type === 'u1') : { value: undefined, problems };
}

function asSamples(tensor: StoredTensor, limit: number, pixels: boolean): Reading<FileData> {
  const [count = 1, ...sampleShape] = tensor.shape;
  const features = entryCount(sampleShape) ?? 0;
  const rows = Math.min(limit, count);
  if (!fitsMemory(rows * features))
    return {
      value: undefined,
      problems: [`It holds ${rows} samples of ${features} numbers, too many to analyse; set a limit.`],
    };
  return readable({ samples: new Matrix(rows, features, tensor.values(rows * features)), sampleShape, pixels });
}

function notFinite(path: string, samples: Matrix, index: number): Complaint {
  const [sample, feature] = [Math.floor(index / samples.cols), index % samples.cols];
  return {
    code: 'K082',
    message: `"${path}" has ${samples.data[index]} at sample ${sample}, feature ${feature} (both counted from 0).`,
    hint: 'Replace or remove values that are not finite numbers.',
  };
}
