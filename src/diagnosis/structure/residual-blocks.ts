import type { Activation, Architecture, GraphNode, Initialiser, Layer } from '../../spec/architecture';
import { fanOf } from '../../network/initialisers/fans';
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
 * Gain of the second moment through the body at random initialisation: the product of var(W) fan_in over its dense layers and of the
 * activations' gains. Its square root is the spectral radius g that a square linear body has at large width. null where it is not
 * known (pruned layers, other activations).
 */
export function bodyGain({ layers }: Architecture, { body }: ResidualBlock): number | null {
  const gains = body.map((node) => nodeGain(node, layers[node.layer]));
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

function nodeGain({ kind, settings, tensors }: GraphNode, { init, prune }: Layer): number | null {
  switch (kind) {
    case 'dense':
      return prune ? null : weightGain(init, tensors.weight);
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

/** var(W) fan_in; for orthonormal rows or columns what a random direction keeps. */
function weightGain({ name, gain, std, fan }: Initialiser, shape: readonly number[]): number {
  switch (name) {
    case 'zeros':
      return 0;
    case 'normal':
      return std! ** 2 * fanOf(shape, 'in');
    case 'orthogonal':
    case 'delta_orthogonal':
    case 'identity':
      return gain ** 2 * Math.min(1, fanOf(shape, 'in') / fanOf(shape, 'out'));
    default:
      return (gain ** 2 * fanOf(shape, 'in')) / fanOf(shape, fan);
  }
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
