/** The order P of a network as a function of its weights: H(c w) = c^P H(w) for c > 0. */
import { homogeneityDegree } from './homogeneous-activation';
import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import type { Certainty } from '../certainty';

export type Homogeneity =
  | { readonly order: number; readonly certainty: Certainty }
  /** `layer`: name of the first layer that breaks it. */
  | { readonly order: null; readonly reason: string; readonly layer: string };

/** Learned tensors count, frozen ones do not. Source: docs/theory/early-direction.md 1. */
export function homogeneity(architecture: Architecture): Homogeneity {
  const degrees: number[] = [];
  for (const node of architecture.nodes) {
    if (node.layer < 0) {
      degrees.push(0);
      continue;
    }
    const layer = architecture.layers[node.layer];
    const degree = degreeOf(
      node,
      node.inputs.map((input) => degrees[input]),
      layer.trainable,
    );
    if (typeof degree === 'string') return { order: null, reason: `${layer.name}: ${degree}`, layer: layer.name };
    degrees.push(degree);
  }
  return { order: degrees[architecture.outputNode], certainty: 'exact' };
}

/** Degree of the node's output, or why it has none. */
function degreeOf(node: GraphNode, inputs: readonly number[], trainable: boolean): number | string {
  const [input] = inputs;
  const learned = trainable ? 1 : 0;
  // Whatever is done to something that no weight moves, no weight moves it.
  if (inputs.every((degree) => degree === 0) && (Object.keys(node.tensors).length === 0 || !trainable)) return 0;
  switch (node.kind) {
    case 'dense':
    case 'convolution':
    case 'transposed_convolution':
      return biasAdded(node, input + learned, learned);
    case 'bias':
    case 'positional_embedding':
      return input === learned ? input : 'what it adds has another degree than what it is added to.';
    case 'embedding':
      return learned;
    case 'scale':
      return input + (Object.keys(node.tensors).length > 0 ? learned : 0);
    case 'activation':
      return activated(node.settings.activation as Activation, input);
    case 'add':
    case 'mean':
    case 'concat':
      return inputs.every((degree) => degree === input)
        ? input
        : 'it joins branches of different degrees, as a skip around a layer does.';
    case 'batch_norm':
    case 'layer_norm':
    case 'group_norm':
    case 'rms_norm':
      return normalised(node, learned);
    case 'pad':
      return node.settings.value === undefined || node.settings.value === 0 ? input : 'it pads with a constant.';
    default:
      return degreeOne.has(node.kind) ? input : `${node.kind} is not homogeneous in its weights.`;
  }
}

/** Linear in the input, or its maximum. */
const degreeOne: ReadonlySet<string> = new Set([
  'flatten',
  'reshape',
  'dropout',
  'permute',
  'slice',
  'max_pool',
  'avg_pool',
  'global_avg_pool',
  'global_max_pool',
  'adaptive_avg_pool',
]);

/** W x has this degree; a learned bias is of degree 1, a frozen one of degree 0. */
function biasAdded({ tensors }: GraphNode, degree: number, learned: number): number | string {
  const biased = Object.keys(tensors).some((name) => name.includes('bias'));
  return !biased || degree === learned
    ? degree
    : 'its bias has another degree than its product (only a first layer may have one).';
}

function activated(activation: Activation, input: number): number | string {
  const power = homogeneityDegree(activation);
  return power === undefined ? `${activation.name} is not homogeneous.` : power * input;
}

function normalised({ settings, tensors }: GraphNode, learned: number): number | string {
  if (settings.eps !== 0) return 'the eps of a norm sets a scale; with eps: 0 it would take none.';
  return Object.keys(tensors).length > 0 ? learned : 0;
}
