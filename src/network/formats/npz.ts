/** NumPy's `.npz`: a zip archive of `.npy` files, stored or deflated. */
import { unzipSync, type Unzipped } from 'fflate';
import { readNpy } from './npy';
import { readable, unreadable, type Reading } from './reading';
import type { StoredTensor } from './stored-tensor';

/** Arrays by name, without the `.npy` of their entries. An entry that cannot be read is left out, with a sentence that names it. */
export function readNpz(bytes: Uint8Array): Reading<ReadonlyMap<string, StoredTensor>> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return unreadable('It does not start like a .npz file (a zip archive).');
  const entries = unzip(bytes);
  if (typeof entries === 'string') return unreadable(entries);
  const tensors = new Map<string, StoredTensor>();
  const problems: string[] = [];
  for (const [entry, content] of Object.entries(entries)) {
    if (entry.endsWith('/')) continue;
    const name = entry.replace(/\.npy$/, '');
    const tensor = readNpy(content);
    if (tensor.value) tensors.set(name, tensor.value);
    problems.push(...tensor.problems.map((problem) => `Array "${name}" cannot be read. ${problem}`));
  }
  return readable(tensors, problems);
}

// Deflate cannot expand more than 1032 times; an entry that claims more is broken, and its size must not be believed.
const largestExpansion = 1032;

/** The entries of the archive, or a sentence on why there are none. */
function unzip(bytes: Uint8Array): Unzipped | string {
  let broken: string | undefined;
  try {
    const entries = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        if (size <= bytes.length && originalSize <= size * largestExpansion) return true;
        broken ??= `Its entry "${name}" announces a size that cannot be.`;
        return false;
      },
    });
    return broken ?? entries;
  } catch (error) {
    return `It is a damaged or truncated zip archive (${error instanceof Error ? error.message : String(error)}).`;
  }
}
