/** The tensors of a node: drawn or given, then pruned. */
import type { GraphNode, Layer, Shape } from '../spec/architecture';
import { initialise, initialiseBias } from './initialisers/initialise';
import { pruningMask } from './initialisers/pruning';
import { InstantiationCache } from './instantiation-cache';
import type { Parameter } from './operation';
import { constantStart } from './operations/operations';
import { size } from './operations/shape';

/** Values of a tensor by its full name and shape; undefined where there are none. */
export type TensorSource = (name: string, shape: Shape) => Float64Array | undefined;

export interface DrawOptions {
  /** Replaces every layer's seed of initialisation. */
  readonly seed?: number;
  /** Where earlier networks left their data and weights; the numbers are the same without. */
  readonly cache?: InstantiationCache;
}

/**
 * A node's parameters in the order of its tensors, then its buffers, which are given and never learned. A tensor that `given` does not hold
 * is drawn.
 */
export function nodeParameters(
  node: GraphNode,
  layer: Layer,
  given: TensorSource,
  { seed = layer.init.seed, cache = new InstantiationCache() }: DrawOptions = {},
): Parameter[] {
  const valuesOf = (localName: string, shape: Shape) =>
    given(`${layer.name}.${localName}`, shape) ?? draw(node, layer, { localName, shape, seed, cache });
  const learned = Object.entries(node.tensors).map(([localName, shape]) =>
    pruned({ name: `${layer.name}.${localName}`, shape, values: valuesOf(localName, shape) }, layer, seed),
  );
  const buffers = Object.entries(node.buffers ?? {}).map(([localName, shape]) => ({
    name: `${layer.name}.${localName}`,
    shape,
    values: valuesOf(localName, shape),
    trainable: false,
  }));
  return [...learned, ...buffers];
}

/** Learnable entries that survive pruning. */
export function learnableCount({ trainable, values, mask }: Parameter): number {
  if (!trainable) return 0;
  return mask ? mask.reduce((sum, survives) => sum + survives, 0) : values.length;
}

function pruned(
  { name, shape, values }: Pick<Parameter, 'name' | 'shape' | 'values'>,
  { prune, trainable }: Layer,
  seed: number,
): Parameter {
  if (!prune || shape.length < 2) return { name, shape, values, trainable };
  const mask = pruningMask(prune, values, seed, name);
  // A tensor that keeps all its weights is not pruned: theorems that forbid a mask hold.
  if (!mask.includes(0)) return { name, shape, values, trainable };
  return { name, shape, values: values.map((value, index) => value * mask[index]), trainable, mask };
}

interface Draw {
  readonly localName: string;
  readonly shape: Shape;
  readonly seed: number;
  readonly cache: InstantiationCache;
}

function draw(node: GraphNode, layer: Layer, { localName, shape, seed, cache }: Draw): Float64Array {
  const name = `${layer.name}.${localName}`;
  const constant = constantStart(node, localName);
  if (constant !== undefined) return new Float64Array(size(shape)).fill(constant);
  if (localName.includes('bias')) return initialiseBias(layer.biases, size(shape), seed, name);
  const groups = typeof node.settings.groups === 'number' ? node.settings.groups : 1;
  const initialiser = { ...layer.init, seed };
  return cache.weight([initialiser, shape, name, groups], () => initialise(initialiser, shape, name, groups));
}
