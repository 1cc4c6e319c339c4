import { activationFunction } from '../../network/activations/activation';
import type { ActivationFunction } from '../../network/activations/activation-function';
import { entryVariance } from '../../network/initialisers/entry-variance';
import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { activationText } from '../../spec/catalogue/activations';
import type { LayerVariances } from '../../theory/mean-field/variance-maps';

/** A chain of dense layers with activations between them, as drawn. */
export interface ActivationChain {
  /** One an activation, in order: what the layer before it draws and how wide it is. */
  readonly hidden: readonly HiddenLayer[];
}

export interface HiddenLayer {
  /** Index into the architecture's layers, of the dense layer. */
  readonly layer: number;
  readonly width: number;
  readonly phi: ActivationFunction;
  /** As the user writes it: `leaky_relu(0.1)`, `normalized(relu)`. */
  readonly activation: string;
  /** sigma_w^2 = fan-in times the variance of a weight, sigma_b^2; null where weights have no one variance. */
  readonly variances: LayerVariances | null;
}

const MOVES_NOTHING: readonly string[] = ['flatten', 'reshape', 'dropout'];

/** The chain, or why the network is none. */
export function activationChain(architecture: Architecture): ActivationChain | { readonly reason: string } {
  const { nodes, layers, outputNode } = architecture;
  const hidden: HiddenLayer[] = [];
  let weights: GraphNode | undefined;
  const path: GraphNode[] = [];
  for (let node = nodes[outputNode]; node.inputs.length > 0; node = nodes[node.inputs[0]]) {
    if (node.inputs.length > 1 || !['dense', 'activation', ...MOVES_NOTHING].includes(node.kind))
      return { reason: `Stated for chains of dense layers; ${layers[node.layer].name} is ${layers[node.layer].kind}.` };
    if (node.shares !== undefined)
      return { reason: `Stated for layers with weights of their own; ${layers[node.layer].name} shares them.` };
    path.unshift(node);
  }
  for (const node of path) {
    if (node.kind === 'dense') {
      if (node.outputShape.length > 1) return { reason: 'Stated for layers on single vectors, not on positions.' };
      if (weights) hidden.push(hiddenLayer(architecture, weights, { name: 'linear', normalized: false }));
      weights = node;
    }
    if (node.kind !== 'activation') continue;
    if (!weights) return { reason: 'An activation reads what no weights have mixed.' };
    hidden.push(hiddenLayer(architecture, weights, node.settings.activation as Activation));
    weights = undefined;
  }
  return hidden.length > 0 ? { hidden } : { reason: 'The network has no hidden layer.' };
}

/** The one activation of all hidden layers; undefined where they differ. */
export function commonActivation({ hidden }: ActivationChain): HiddenLayer | undefined {
  const [first] = hidden;
  return hidden.every(({ activation }) => activation === first.activation) ? first : undefined;
}

function hiddenLayer({ layers }: Architecture, weights: GraphNode, activation: Activation): HiddenLayer {
  const { init, prune, biases } = layers[weights.layer];
  const { weight } = weights.tensors;
  const variance = entryVariance(init, weight, prune);
  const bias = weights.tensors.bias && biases.name === 'normal' ? biases.std ** 2 : 0;
  return {
    layer: weights.layer,
    width: weight[0],
    phi: activationFunction(activation),
    activation: activationText(activation),
    variances: variance === null ? null : { weight: weight[1] * variance, bias },
  };
}
