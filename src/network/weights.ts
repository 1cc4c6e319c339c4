/** Given weights: tensors of a `.safetensors` or `.npz` file under the names of the layers. */
import type { Architecture, Layer, Shape } from '../spec/architecture';
import { editDistance } from '../spec/elaborate/nearest';
import type { Files } from '../spec/files';
import type { Problem } from '../spec/problem';
import { readNpz } from './formats/npz';
import { readSafetensors } from './formats/safetensors';
import { unreadable, type Reading } from './formats/reading';
import type { StoredTensor } from './formats/stored-tensor';
import { locate, type Complaint } from './problems';
import { readFile } from './read-file';

/** Values by full tensor name (`<layer name>.<local name>`); undefined when a tensor is missing or wrong. */
export async function loadWeights(
  architecture: Architecture,
  files: Files,
): Promise<{ value?: ReadonlyMap<string, Float64Array>; problems: Problem[] }> {
  const { weights } = architecture;
  if (!weights) return { value: new Map(), problems: [] };
  const { path, range } = weights.file;
  const { value: bytes, complaints: unread } = await readFile(path, files);
  if (!bytes) return { problems: unread.map((complaint) => locate(complaint, range)) };
  const { value: stored, problems } = readTensors(path, bytes);
  if (!stored)
    return { problems: problems.map((problem) => locate({ code: 'K081', message: `"${path}": ${problem}` }, range)) };

  const { values, complaints } = match(path, requests(architecture), stored);
  const skipped = problems.map((problem): Complaint => ({
    code: 'K081',
    severity: 'warning',
    message: `"${path}": ${problem}`,
  }));
  const located = [...complaints, ...skipped].map((complaint) => locate(complaint, range));
  return located.some(({ severity }) => severity === 'error')
    ? { problems: located }
    : { value: values, problems: located };
}

/** A tensor that the network needs, and its name in the file. */
interface Request {
  readonly name: string;
  readonly storedName: string;
  readonly shape: Shape;
}

function requests({ nodes, layers, weights }: Architecture): Request[] {
  const prefixes = new Map(weights?.prefixes.map(({ layer, prefix }) => [layer, prefix]));
  const prefix = (layer: Layer) => prefixes.get(layer.name) ?? layer.name;
  return nodes.flatMap(({ layer: index, tensors }) =>
    Object.entries(tensors).map(([localName, shape]) => ({
      name: `${layers[index].name}.${localName}`,
      storedName: `${prefix(layers[index])}.${localName}`,
      shape,
    })),
  );
}

function readTensors(path: string, bytes: Uint8Array): Reading<ReadonlyMap<string, StoredTensor>> {
  if (/\.npz$/i.test(path)) return readNpz(bytes);
  if (/\.safetensors$/i.test(path)) return readSafetensors(bytes);
  return unreadable('Weights are read from .safetensors and .npz files.');
}

function match(
  path: string,
  wanted: readonly Request[],
  stored: ReadonlyMap<string, StoredTensor>,
): { values: ReadonlyMap<string, Float64Array>; complaints: Complaint[] } {
  const values = new Map<string, Float64Array>();
  const complaints: Complaint[] = [];
  const unused = new Set(stored.keys());
  for (const request of wanted) {
    const tensor = stored.get(request.storedName);
    unused.delete(request.storedName);
    const complaint = tensor ? misfit(path, request, tensor) : missing(path, request, [...stored.keys()]);
    if (complaint) complaints.push(complaint);
    else values.set(request.name, tensor!.values());
  }
  for (const [name, data] of values) {
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) complaints.push(notFinite(path, name, data[bad], bad));
  }
  return { values, complaints: [...shortened(complaints), ...unusedTensors(path, [...unused])] };
}

function missing(path: string, { storedName, shape }: Request, names: readonly string[]): Complaint {
  const near = nearest(storedName, names).slice(0, 3);
  return {
    code: 'K086',
    message: `"${path}" has no tensor "${storedName}" (${shape.join(' x ')}).`,
    hint:
      near.length > 0
        ? `Nearest: ${near.map((name) => `"${name}"`).join(', ')}. A prefix can be given: weights "${path}" { layer: "prefix" }.`
        : 'The file holds no tensors.',
  };
}

function nearest(name: string, names: readonly string[]): string[] {
  const distances = new Map(names.map((candidate) => [candidate, editDistance(name, candidate)]));
  return [...names].sort((a, b) => distances.get(a)! - distances.get(b)!);
}

function misfit(path: string, { storedName, shape }: Request, tensor: StoredTensor): Complaint | undefined {
  if (tensor.shape.join() === shape.join()) return undefined;
  return {
    code: 'K087',
    message: `Tensor "${storedName}" of "${path}" is ${tensor.shape.join(' x ') || 'a single number'}, the layer needs ${shape.join(' x ')}.`,
    hint:
      tensor.shape.toReversed().join() === shape.join()
        ? 'Transpose it: weights have the layout of PyTorch, [out, in].'
        : undefined,
  };
}

function notFinite(path: string, name: string, value: number, index: number): Complaint {
  return {
    code: 'K082',
    message: `"${path}" has ${value} for entry ${index} (from 0) of tensor "${name}".`,
    hint: 'Weights must be finite numbers; training may have diverged.',
  };
}

function unusedTensors(path: string, names: readonly string[]): Complaint[] {
  if (names.length === 0) return [];
  const shown = names
    .slice(0, 3)
    .map((name) => `"${name}"`)
    .join(', ');
  return [
    {
      code: 'K088',
      severity: 'warning',
      message: `"${path}" holds ${names.length} tensor${names.length === 1 ? '' : 's'} that no layer uses: ${shown}${names.length > 3 ? ', …' : ''}.`,
      hint: 'Check the layer names and prefixes.',
    },
  ];
}

const mostComplaints = 5;

/** A wrong prefix makes every tensor missing; a few say it. */
function shortened(complaints: readonly Complaint[]): Complaint[] {
  if (complaints.length <= mostComplaints) return [...complaints];
  const rest = complaints.length - mostComplaints;
  const last = complaints[mostComplaints - 1];
  return [
    ...complaints.slice(0, mostComplaints - 1),
    { ...last, message: `${last.message} ${rest} more tensors are wrong.` },
  ];
}
