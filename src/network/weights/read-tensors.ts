/** The tensors of a weights file, or of a folder of them. */
import type { Files } from '../../spec/files';
import { readNpy } from '../formats/npy';
import { unreadable, type Reading } from '../formats/reading';
import { readSafetensors } from '../formats/safetensors';
import type { StoredTensor } from '../formats/stored-tensor';
import type { Complaint } from '../problems';
import { readFile } from '../read-file';

export interface StoredTensors {
  /** By their names in the file; absent when nothing can be used, for the reasons in `complaints`. */
  readonly stored?: ReadonlyMap<string, StoredTensor>;
  /** With `stored` they are about tensors left out, which may not be needed. */
  readonly complaints: readonly Complaint[];
}

/**
 * `.safetensors` and `.npz` hold all tensors. A folder (`weights/`) holds one `<name>.npy` a tensor, a pattern (`run1-*.npy`) says with a
 * star where the name stands; of those only the `wanted` are read.
 */
export async function readTensors(path: string, wanted: readonly string[], files: Files): Promise<StoredTensors> {
  const pattern = path.endsWith('/') ? `${path}*.npy` : path;
  if (pattern.includes('*')) return readEach(pattern, wanted, files);
  const { value: bytes, complaints } = await readFile(path, files);
  if (!bytes) return { complaints };
  const { value: stored, problems } = await readArchive(path, bytes);
  const severity = stored ? 'warning' : 'error';
  return {
    stored,
    complaints: problems.map((problem): Complaint => ({ code: 'K081', severity, message: `"${path}": ${problem}` })),
  };
}

async function readArchive(path: string, bytes: Uint8Array): Promise<Reading<ReadonlyMap<string, StoredTensor>>> {
  // Loaded for those who have one: it makes its tables at once.
  if (/\.npz$/i.test(path)) return (await import('../formats/npz')).readNpz(bytes);
  if (/\.safetensors$/i.test(path)) return readSafetensors(bytes);
  return unreadable('Weights are read from .safetensors and .npz files, and from folders of .npy files ("folder/").');
}

async function readEach(pattern: string, wanted: readonly string[], files: Files): Promise<StoredTensors> {
  const stored = new Map<string, StoredTensor>();
  const complaints: Complaint[] = [];
  for (const name of wanted) {
    const path = pattern.replaceAll('*', name);
    const file = await readFile(path, files);
    const { value, problems } = file.value ? readNpy(file.value) : { value: undefined, problems: [] };
    if (value) stored.set(name, value);
    complaints.push(...file.complaints, ...problems.map((problem) => unusable(path, problem)));
  }
  return complaints.length > 0 ? { complaints } : { stored, complaints };
}

function unusable(path: string, problem: string): Complaint {
  return { code: 'K081', message: `"${path}": ${problem}` };
}
