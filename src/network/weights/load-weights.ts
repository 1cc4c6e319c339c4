/** Given weights: tensors of a `.safetensors` or `.npz` file under the names of the layers. */
import type { Architecture, Layer } from '../../spec/architecture';
import type { Files } from '../../spec/files';
import type { Problem } from '../../spec/problem';
import { readNpz } from '../formats/npz';
import { unreadable, type Reading } from '../formats/reading';
import { readSafetensors } from '../formats/safetensors';
import type { StoredTensor } from '../formats/stored-tensor';
import { locate, type Complaint } from '../problems';
import { readFile } from '../read-file';
import { matchTensors, type TensorRequest } from './match-tensors';

/**
 * Values by full tensor name (`<layer name>.<local name>`), every tensor of the architecture there; no value when a problem is an error.
 * Empty when the architecture names no weights.
 */
export async function loadWeights(
  architecture: Architecture,
  files: Files,
): Promise<{ value?: ReadonlyMap<string, Float64Array>; problems: Problem[] }> {
  const { weights } = architecture;
  if (!weights) return { value: new Map(), problems: [] };
  const { path, range } = weights.file;
  const { value: bytes, complaints } = await readFile(path, files);
  const matched = bytes ? readAndMatch(path, bytes, requests(architecture)) : { complaints };
  const problems = matched.complaints.map((complaint) => locate(complaint, range));
  return problems.some(({ severity }) => severity === 'error') ? { problems } : { value: matched.values, problems };
}

function requests({ nodes, layers, weights }: Architecture): TensorRequest[] {
  const prefixes = new Map(weights?.prefixes.map(({ layer, prefix }) => [layer, prefix]));
  const prefix = (layer: Layer) => prefixes.get(layer.name) ?? layer.name;
  const owners = nodes.filter(({ shares }) => shares === undefined);
  return owners.flatMap(({ layer: index, tensors, buffers }) =>
    Object.entries({ ...tensors, ...buffers }).map(([localName, shape]) => ({
      name: `${layers[index].name}.${localName}`,
      storedName: `${prefix(layers[index])}.${localName}`,
      shape,
    })),
  );
}

function readAndMatch(
  path: string,
  bytes: Uint8Array,
  wanted: readonly TensorRequest[],
): { values?: ReadonlyMap<string, Float64Array>; complaints: readonly Complaint[] } {
  const { value: stored, problems } = readTensors(path, bytes);
  // Without a value the sentences are why; with one they are about tensors left out, which may not be needed.
  const severity = stored ? 'warning' : 'error';
  const skipped = problems.map((problem): Complaint => ({ code: 'K081', severity, message: `"${path}": ${problem}` }));
  if (!stored) return { complaints: skipped };
  const { values, complaints } = matchTensors(path, wanted, stored);
  return { values, complaints: [...complaints, ...skipped] };
}

function readTensors(path: string, bytes: Uint8Array): Reading<ReadonlyMap<string, StoredTensor>> {
  if (/\.npz$/i.test(path)) return readNpz(bytes);
  if (/\.safetensors$/i.test(path)) return readSafetensors(bytes);
  return unreadable('Weights are read from .safetensors and .npz files.');
}
