/** Given weights: tensors of a file under the names of the layers. */
import type { Architecture } from '../../spec/architecture';
import type { Files } from '../../spec/files';
import type { Problem } from '../../spec/problem';
import { storedName } from '../../spec/stored-names';
import { locate } from '../problems';
import { matchTensors, shortened, type TensorRequest } from './match-tensors';
import { readTensors } from './read-tensors';

/**
 * Values by full tensor name (`<layer name>.<local name>`), every tensor of the architecture there, shared ones once; no value when a
 * problem is an error. Empty when the architecture names no weights.
 */
export async function loadWeights(
  architecture: Architecture,
  files: Files,
): Promise<{ value?: ReadonlyMap<string, Float64Array>; problems: Problem[] }> {
  const { weights } = architecture;
  if (!weights) return { value: new Map(), problems: [] };
  const { path, range } = weights.file;
  const wanted = requests(architecture);
  const read = await readTensors(
    path,
    wanted.map((request) => request.storedName),
    files,
  );
  const matched = read.stored && matchTensors(path, wanted, read.stored);
  const complaints = [...(matched?.complaints ?? []), ...shortened(read.complaints)];
  const problems = complaints.map((complaint) => locate(complaint, range));
  return problems.some(({ severity }) => severity === 'error') ? { problems } : { value: matched?.values, problems };
}

function requests({ nodes, layers, weights }: Architecture): TensorRequest[] {
  const owners = nodes.filter(({ shares }) => shares === undefined);
  return owners.flatMap(({ layer, tensors, buffers }) =>
    Object.entries({ ...tensors, ...buffers }).map(([localName, shape]) => {
      const name = `${layers[layer].name}.${localName}`;
      return { name, storedName: storedName(name, weights?.prefixes ?? []), shape };
    }),
  );
}
