import type { Activation, Architecture, GraphNode, Initialiser, Layer } from '../../spec/architecture';
import { entryVariance } from '../../network/initialisers/entry-variance';
import { fanOf } from '../../network/initialisers/fans';
import { convolutionTaps } from '../../network/operations/convolution';
import { unavoidableNodes } from '../../spec/paths';

/** A residual statement with an identity skip that all paths cross: x -> beta x + body(x). */
export interface ResidualBlock {
  readonly layer: Layer;
  readonly beta: number;
  /** What the body does, in order. */
  readonly body: readonly GraphNode[];
}

/** Blocks in order; those with a projection, or with paths inside the body, are left out. */
export function residualBlocks(architecture: Architecture): readonly ResidualBlock[] {
  const { nodes, layers, outputNode } = architecture;
  return [...unavoidableNodes(architecture), nodes[outputNode]].flatMap((node) => {
    const layer = layers[node.layer];
    if (layer?.kind !== 'residual' || node.kind !== 'add') return [];
    const [skip, last] = node.inputs;
    const body = chainBetween(nodes, skip, last);
    const [beta] = node.settings.coefficients as readonly number[];
    return body ? [{ layer, beta, body }] : [];
  });
}

/**
 * Gain of the second moment through the body at random initialisation: the product of var(W) fan_in over its dense layers and convolutions
 * (of the taps that read no padding) and of the activations' gains. Its square root is the spectral radius g that a square linear body has
 * at large width. null where it is not known (pruned layers, other layers and activations).
 */
export function bodyGain({ layers, nodes }: Architecture, { body }: ResidualBlock): number | null {
  const gains = body.map((node) => nodeGain(node, layers[nodes[node.shares ?? node.id].layer]));
  return gains.reduce<number | null>((product, gain) => (product === null || gain === null ? null : product * gain), 1);
}

/** Nodes after `from` up to `to`, when these form one chain. */
function chainBetween(nodes: readonly GraphNode[], from: number, to: number): readonly GraphNode[] | undefined {
  const chain: GraphNode[] = [];
  for (let id = to; id !== from; [id] = nodes[id].inputs) {
    if (nodes[id].inputs.length !== 1) return undefined;
    chain.unshift(nodes[id]);
  }
  return chain;
}

function nodeGain(node: GraphNode, layer: Layer): number | null {
  const { kind, settings } = node;
  switch (kind) {
    case 'dense':
      return weightGain(layer, node);
    case 'convolution':
      return inside(weightGain(layer, node), layer.init.name, node);
    case 'activation':
      return activationGain(settings.activation as Activation);
    case 'scale':
      return (settings.value as number) ** 2;
    case 'bias':
    case 'flatten':
    case 'reshape':
    case 'dropout':
      return 1;
    default:
      return null;
  }
}

/** var(W) fan_in of the entries as drawn and pruned. */
function weightGain({ init, prune }: Layer, { tensors: { weight } }: GraphNode): number | null {
  if (init.name === 'identity') return prune ? null : init.gain ** 2 * Math.min(1, weight[1] / weight[0]);
  const variance = entryVariance(init, weight, prune);
  return variance === null ? null : variance * fanOf(weight, 'in');
}

/** Of the taps that read no padding; weights that are zero but for the middle tap read none. */
function inside(gain: number | null, name: Initialiser['name'], node: GraphNode): number | null {
  if (gain === null || name === 'delta_orthogonal' || name === 'identity') return gain;
  return gain * shareOfTapsInside(node);
}

/** Share of all taps of all windows that read an entry and no zero padding. */
function shareOfTapsInside(node: GraphNode): number {
  const { positions } = convolutionTaps(node);
  return positions.filter((position) => position >= 0).length / positions.length;
}

/** E phi(z)^2 / E z^2 for a centred normal z of large variance. */
function activationGain({ name, argument = 0.01, normalized }: Activation): number | null {
  if (normalized) return null;
  switch (name) {
    case 'linear':
    case 'abs':
      return 1;
    case 'relu':
    case 'gelu':
    case 'gelu_tanh':
    case 'silu':
    case 'mish':
      return 1 / 2;
    case 'leaky_relu':
      return (1 + argument ** 2) / 2;
    default:
      return null;
  }
}
