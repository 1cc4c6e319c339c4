/** Which tensor of a file is which of the network. */
import type { Shape } from '../../spec/architecture';
import { sameShape } from '../../spec/catalogue/shapes';
import { editDistance } from '../../spec/elaborate/nearest';
import type { StoredTensor } from '../formats/stored-tensor';
import type { Complaint } from '../problems';

/** A tensor that the network needs, and its name in the file. */
export interface TensorRequest {
  readonly name: string;
  readonly storedName: string;
  readonly shape: Shape;
}

/** Values by `name` of the tensors that fit, and complaints about those that do not, are missing, or are not used. */
export function matchTensors(
  path: string,
  wanted: readonly TensorRequest[],
  stored: ReadonlyMap<string, StoredTensor>,
): { values: ReadonlyMap<string, Float64Array>; complaints: Complaint[] } {
  const requested = new Set(wanted.map(({ storedName }) => storedName));
  const unused = [...stored.keys()].filter((name) => !requested.has(name) && !isCounter(name));
  const values = new Map<string, Float64Array>();
  const complaints: Complaint[] = [];
  for (const request of wanted) {
    const tensor = stored.get(request.storedName);
    const complaint = tensor ? misfit(path, request, tensor) : missing(path, request, unused);
    if (complaint) complaints.push(complaint);
    else values.set(request.name, tensor!.values());
  }
  for (const [name, data] of values) {
    const bad = firstNotFinite(data);
    if (bad >= 0) complaints.push(notFinite(path, name, data[bad], bad));
  }
  return { values, complaints: [...shortened(complaints), ...unusedTensors(path, unused)] };
}

/** PyTorch's count of training steps, which stands beside the running statistics of a batch norm. */
function isCounter(name: string): boolean {
  return /(?:^|\.)num_batches_tracked$/.test(name);
}

function missing(path: string, { storedName, shape }: TensorRequest, unused: readonly string[]): Complaint {
  return {
    code: 'K086',
    message: `"${path}" has no tensor "${storedName}" (${shape.join(' x ')}).`,
    hint:
      unused.length > 0
        ? `Nearest: ${quoted(nearest(storedName, unused))}. A prefix can be given: weights "${path}" { layer: "prefix" }.`
        : 'All tensors of the file belong to other layers.',
  };
}

/** The three names most like it. */
function nearest(name: string, names: readonly string[]): string[] {
  const distances = new Map(names.map((candidate) => [candidate, editDistance(name, candidate)]));
  return [...names].sort((a, b) => distances.get(a)! - distances.get(b)!).slice(0, 3);
}

function misfit(path: string, { storedName, shape }: TensorRequest, tensor: StoredTensor): Complaint | undefined {
  if (sameShape(tensor.shape, shape)) return undefined;
  return {
    code: 'K087',
    message: `Tensor "${storedName}" of "${path}" is ${tensor.shape.join(' x ') || 'a single number'}, the layer needs ${shape.join(' x ')}.`,
    hint: reordering(tensor.shape, shape),
  };
}

/** What would make one shape of the other. */
function reordering(stored: Shape, needed: Shape): string | undefined {
  const [first, second, ...kernel] = needed;
  if (kernel.length === 0)
    return sameShape(stored, needed.toReversed())
      ? 'Transpose it: weights have the layout of PyTorch, [out, in].'
      : undefined;
  const isKernelFirst = [
    [...kernel, second, first],
    [...kernel, first, second],
  ].some((shape) => sameShape(stored, shape));
  return isKernelFirst
    ? 'Keras keeps the axes of the kernel first; transpose it to the layout of PyTorch, channels first and the kernel last.'
    : undefined;
}

/** Its place, -1 without one. */
function firstNotFinite(data: Float64Array): number {
  for (let i = 0; i < data.length; i++) if (!(Math.abs(data[i]) < Infinity)) return i;
  return -1;
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
  const count = names.length === 1 ? '1 tensor' : `${names.length} tensors`;
  return [
    {
      code: 'K088',
      severity: 'warning',
      message: `"${path}" holds ${count} that no layer uses: ${quoted(names.slice(0, 3))}${names.length > 3 ? ', …' : ''}.`,
      hint: 'Check the layer names and prefixes.',
    },
  ];
}

const mostComplaints = 5;

/** A wrong prefix makes every tensor missing; a few say it. */
export function shortened(complaints: readonly Complaint[]): Complaint[] {
  if (complaints.length <= mostComplaints) return [...complaints];
  const last = complaints[mostComplaints - 1];
  const rest = complaints.length - mostComplaints;
  const more = rest === 1 ? '1 more tensor is wrong.' : `${rest} more tensors are wrong.`;
  return [...complaints.slice(0, mostComplaints - 1), { ...last, message: `${last.message} ${more}` }];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
