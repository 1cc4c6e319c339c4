import { activationFunction } from '../../network/activations/activation';
import { entryVariance } from '../../network/initialisers/entry-variance';
import { setting } from '../../network/operations/definition';
import { size } from '../../network/operations/shape';
import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { activationMean } from '../dual-activations/expectation';
import { dualActivation } from '../dual-activations/dual-activation';

/** What an entry of a node's output is at initialisation, for one input, at large width. */
export interface Signal {
  readonly mean: number;
  readonly secondMoment: number;
  /** Whether it is a zero-mean Gaussian, as sums over many weights are. */
  readonly gaussian: boolean;
  /** Nodes whose weights it is linear in: sums of signals without a common one are sums of independent terms. */
  readonly sources: ReadonlySet<number>;
}

/** A node's signal, or why there is none, as a sentence for people. */
export type SignalOrReason = Signal | { readonly reason: string };

export function isSignal(signal: SignalOrReason): signal is Signal {
  return !('reason' in signal);
}

/** A node's signal and how it passes squared gradients back: entry by entry to each input, `backward` times the gradient's at the output. */
export type Propagation = (Signal & { readonly backward: readonly number[] }) | { readonly reason: string };

/** One node of the network. Source: docs/theory/mean-field.md 3. */
export function propagate(architecture: Architecture, node: GraphNode, inputs: readonly Signal[]): Propagation {
  const [input] = inputs;
  switch (node.kind) {
    case 'dense':
    case 'convolution':
    case 'transposed_convolution':
    case 'standardized_dense':
    case 'standardized_convolution':
    case 'standardized_transposed_convolution':
      return throughWeights(architecture, node, input);
    case 'activation':
      return throughActivation(setting<Activation>(node, 'activation'), input);
    case 'add':
      return sum(inputs, setting<readonly number[]>(node, 'coefficients'));
    case 'mean':
      return sum(
        inputs,
        inputs.map(() => 1 / inputs.length),
      );
    case 'flatten':
    case 'reshape':
    case 'dropout':
    case 'permute':
      return { ...input, backward: [1] };
    case 'scale':
      return scaled(input, setting<number>(node, 'value'));
    case 'bias':
      return {
        ...input,
        secondMoment: input.secondMoment + biasVariance(architecture, node),
        sources: new Set([...input.sources, node.id]),
        backward: [1],
      };
    case 'layer_norm':
      return normalised(input, input.mean, setting<number>(node, 'eps'));
    case 'rms_norm':
      return normalised(input, 0, setting<number>(node, 'eps'));
    default:
      return { reason: `Mean field theory does not follow signals through ${node.kind}.` };
  }
}

function throughWeights(architecture: Architecture, node: GraphNode, input: Signal): Propagation {
  const layer = architecture.layers[node.layer];
  const weight = node.tensors.weight ?? node.tensors['projection.weight'];
  const standardised = node.kind.startsWith('standardized');
  const variance = standardised ? 1 : entryVariance(layer.init, weight, layer.prune);
  if (variance === null)
    return { reason: `The weights of ${layer.name} are not drawn with one variance and zero mean.` };
  if (standardised && layer.prune) return { reason: `The weights of ${layer.name} are pruned and then standardised.` };
  const fan = fanIn(node, weight);
  // Standardised weights sum to zero over the inputs of a unit and do not see their mean.
  const seen = input.secondMoment - (standardised ? input.mean ** 2 : 0);
  return {
    mean: 0,
    secondMoment: fan * variance * seen + biasVariance(architecture, node),
    gaussian: true,
    sources: new Set([node.id]),
    backward: [(fan * variance * size(node.outputShape)) / size(node.inputShapes[0])],
  };
}

/** Inputs that an output entry is connected to, borders aside. */
function fanIn({ kind, inputShapes, outputShape }: GraphNode, weight: readonly number[]): number {
  const connections = size(weight.slice(1));
  return kind.endsWith('transposed_convolution')
    ? (connections * size(inputShapes[0])) / size(outputShape)
    : connections;
}

function biasVariance({ layers }: Architecture, node: GraphNode): number {
  const { biases } = layers[node.layer];
  return node.tensors.bias && biases.name === 'normal' ? biases.std ** 2 : 0;
}

function throughActivation(activation: Activation, { gaussian, secondMoment: q, sources }: Signal): Propagation {
  if (!gaussian) return { reason: 'An activation reads what is not a sum over many weights.' };
  const phi = activationFunction(activation);
  const dual = dualActivation(phi);
  return {
    mean: activationMean(phi, q),
    secondMoment: dual.value(q, q, q),
    gaussian: phi.linear,
    sources,
    backward: [dual.derivative(q, q, q)],
  };
}

function sum(inputs: readonly Signal[], coefficients: readonly number[]): Propagation {
  const sources = new Set(inputs.flatMap((input) => [...input.sources]));
  const independent = sources.size === inputs.reduce((count, input) => count + input.sources.size, 0);
  if (!independent) return { reason: 'A sum has terms that the same weights feed without others between.' };
  const mean = inputs.reduce((total, input, i) => total + coefficients[i] * input.mean, 0);
  const variance = inputs.reduce(
    (total, input, i) => total + coefficients[i] ** 2 * (input.secondMoment - input.mean ** 2),
    0,
  );
  return {
    mean,
    secondMoment: variance + mean ** 2,
    gaussian: inputs.every(({ gaussian }) => gaussian),
    sources,
    backward: coefficients.map((coefficient) => coefficient ** 2),
  };
}

function scaled(input: Signal, factor: number): Propagation {
  return {
    ...input,
    mean: factor * input.mean,
    secondMoment: factor ** 2 * input.secondMoment,
    backward: [factor ** 2],
  };
}

/** Division by the root of the second moment about `centre`, which at large width is the same for every sample. */
function normalised(input: Signal, centre: number, eps: number): Propagation {
  const spread = input.secondMoment - centre ** 2 + eps;
  if (!(spread > 0)) return { reason: 'A normalisation has nothing but zeros to divide.' };
  return {
    ...input,
    mean: (input.mean - centre) / Math.sqrt(spread),
    secondMoment: (input.secondMoment - 2 * centre * input.mean + centre ** 2) / spread,
    backward: [1 / spread],
  };
}
