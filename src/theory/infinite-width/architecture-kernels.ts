import { activationFunction } from '../../network/activations/activation';
import { entryVariance } from '../../network/initialisers/entry-variance';
import { convolutionTaps, transposedConvolutionTaps } from '../../network/operations/convolution';
import { setting } from '../../network/operations/definition';
import { size } from '../../network/operations/shape';
import type { Matrix } from '../../numerics/matrix';
import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { pairCost } from '../dual-activations/prepared-dual';
import { activationKernels, unitVariances } from './activation-kernels';
import { type AffineLayer, convolutionKernels, denseKernels } from './affine-kernels';
import { featuresByPosition } from './features-by-position';
import { flattenedKernels, normalisedKernels, pooledKernels, scaledKernels, sumKernels } from './joining-kernels';
import { inputKernels, type KernelState } from './kernel-state';

/** The network's kernels on its data in the limit of infinite width. */
export interface InfiniteWidthKernels {
  /** NNGP: covariance of an output between samples, n x n. */
  readonly covariance: Matrix;
  /** NTK in NTK parametrisation. */
  readonly tangent: Matrix;
  /** Limit of J J^T of one output in the network's own parameters; over n its eigenvalues are those of the Gauss-Newton matrix, each as often as there are outputs. */
  readonly jacobianGram: Matrix;
  readonly certainty: 'infinite-width';
}

export type KernelsOrReason = InfiniteWidthKernels | { readonly reason: string };

/** A kernel of more entries takes seconds a layer. */
const MOST_ENTRIES = 4e6;
/** Of an activation, in one layer: some seconds. */
const MOST_EVALUATIONS = 3e8;

/**
 * NNGP and NTK of the network that the specification describes, on these samples (n x d). Covers dense layers, convolutions without groups,
 * activations of sums over weights, sums of branches with independent weights, layer and RMS norm, scales, biases, flattening and global
 * average pooling; for anything else the reason. Source: docs/theory/infinite-width.md.
 */
export function architectureKernels(architecture: Architecture, samples: Matrix): KernelsOrReason {
  if (architecture.weights) return { reason: 'The weights are given, not drawn.' };
  const start = inputState(architecture, samples);
  if ('reason' in start) return start;
  const states: Walked[] = [];
  for (const node of architecture.nodes) {
    const next: Walked | Refusal =
      node.kind === 'input'
        ? { state: start, sources: new Set([node.id]) }
        : step(
            architecture,
            node,
            node.inputs.map((input) => states[input]),
          );
    if ('reason' in next) return next;
    states.push(next);
  }
  const { state } = states[architecture.outputNode];
  if (!state.gaussian) return { reason: 'The outputs are not sums over the units of a wide layer.' };
  if (state.positions > 1) return { reason: 'The outputs have positions.' };
  const [covariance, tangent, jacobianGram] = [state.covariance[0], state.tangent[0], state.jacobianGram[0]];
  return { covariance, tangent, jacobianGram, certainty: 'infinite-width' };
}

interface Refusal {
  readonly reason: string;
}

/** A node's kernels, and the nodes whose weights it is linear in. */
interface Walked {
  readonly state: KernelState;
  readonly sources: ReadonlySet<number>;
}

function inputState({ nodes, layout }: Architecture, samples: Matrix): KernelState | Refusal {
  const pairs = nodes.some(({ kind }) => kind === 'global_avg_pool') ? 'all' : 'equal';
  const inputs = featuresByPosition(samples, nodes[0].outputShape, layout);
  const entries = samples.rows ** 2 * (pairs === 'all' ? inputs.length ** 2 : inputs.length);
  if (entries > MOST_ENTRIES)
    return {
      reason: `The kernel between ${samples.rows} samples at ${inputs.length} positions has too many entries; fewer samples would do.`,
    };
  return inputKernels(inputs, pairs);
}

function step(architecture: Architecture, node: GraphNode, inputs: readonly Walked[]): Walked | Refusal {
  const [{ state, sources }] = inputs;
  if (node.shares !== undefined) return { reason: 'Layers share their weights.' };
  switch (node.kind) {
    case 'dense':
    case 'convolution':
    case 'transposed_convolution':
      return throughWeights(architecture, node, state);
    case 'activation':
      return throughActivation(setting<Activation>(node, 'activation'), inputs[0]);
    case 'add':
      return sum(inputs, setting<readonly number[]>(node, 'coefficients'));
    case 'mean':
      return sum(
        inputs,
        inputs.map(() => 1 / inputs.length),
      );
    case 'layer_norm':
    case 'rms_norm':
      return normalised(architecture, node, inputs[0]);
    case 'scale':
      return { state: scaledKernels(state, setting<number>(node, 'value'), isLearned(architecture, node)), sources };
    case 'flatten':
      return { state: flattenedKernels(state), sources };
    case 'global_avg_pool':
      return { state: pooledKernels(state), sources };
    case 'dropout':
      return inputs[0];
    default:
      return { reason: `The limit of infinite width is not worked out for ${node.kind}.` };
  }
}

function throughActivation(activation: Activation, { state, sources }: Walked): Walked | Refusal {
  if (!state.gaussian) return { reason: 'An activation reads what is not a sum over the units of a wide layer.' };
  const phi = activationFunction(activation);
  const entries = (state.covariance.length * state.samples ** 2) / 2;
  if (entries * pairCost(phi, unitVariances(state)) > MOST_EVALUATIONS)
    return {
      reason: `The kernel of ${activation.name} between ${state.samples} samples takes too long at these variances; fewer samples or smaller inputs would do.`,
    };
  return { state: activationKernels(phi, state), sources };
}

function throughWeights(architecture: Architecture, node: GraphNode, state: KernelState): Walked | Refusal {
  const layer = architecture.layers[node.layer];
  const weight = node.tensors.weight ?? node.tensors['projection.weight'];
  const variance = entryVariance(layer.init, weight, layer.prune);
  const sources = new Set([node.id]);
  if (variance === null)
    return { reason: `The weights of ${layer.name} are not drawn with one variance and zero mean.` };
  const transposed = node.kind === 'transposed_convolution';
  // PyTorch's transposed weight has the inputs first.
  const fanIn = transposed ? weight[0] * size(weight.slice(2)) : size(weight.slice(1));
  const affine: AffineLayer = {
    weightVariance: fanIn * variance,
    fanIn: layer.prune ? fanIn * (1 - layer.prune.sparsity) : fanIn,
    biasVariance: node.tensors.bias && layer.biases.name === 'normal' ? layer.biases.std ** 2 : 0,
    biased: node.tensors.bias !== undefined,
    learned: layer.trainable,
  };
  if (node.kind === 'dense')
    return mapsChannels(architecture, node)
      ? { state: denseKernels(state, affine), sources }
      : { reason: `${layer.name} maps positions, not channels.` };
  if (setting<number>(node, 'groups') > 1) return { reason: `The groups of ${layer.name} have kernels of their own.` };
  if (layer.init.name === 'delta_orthogonal')
    return { reason: `The weights of ${layer.name} are not alike at all places of the kernel.` };
  const taps = transposed ? transposedConvolutionTaps(node) : convolutionTaps(node);
  return { state: convolutionKernels(state, taps, affine), sources };
}

/** Whether the last axis, which dense maps, is that of the channels. */
function mapsChannels({ layout }: Architecture, { inputShapes: [shape] }: GraphNode): boolean {
  return shape.length === 1 || layout === 'channels_last';
}

function sum(inputs: readonly Walked[], coefficients: readonly number[]): Walked | Refusal {
  const sources = new Set(inputs.flatMap((input) => [...input.sources]));
  if (sources.size < inputs.reduce((count, input) => count + input.sources.size, 0))
    return { reason: 'A sum has terms that the same weights feed without others between.' };
  const state = sumKernels(
    inputs.map((input) => input.state),
    coefficients,
  );
  return state ? { state, sources } : { reason: 'A sum has terms with means that differ between units.' };
}

function normalised(architecture: Architecture, node: GraphNode, { state, sources }: Walked): Walked | Refusal {
  if (
    setting<number>({ ...node, settings: { axes: 1, ...node.settings } }, 'axes') > 1 ||
    !mapsChannels(architecture, node)
  )
    return { reason: `${node.kind} takes its statistics over positions.` };
  const learned = isLearned(architecture, node);
  const next = normalisedKernels(state, {
    centred: node.kind === 'layer_norm',
    eps: setting<number>(node, 'eps'),
    gain: learned && node.tensors.weight !== undefined,
    shift: learned && node.tensors.bias !== undefined,
  });
  return next
    ? { state: next, sources }
    : { reason: `${node.kind} normalises units whose means differ, or that are all zero.` };
}

function isLearned({ layers }: Architecture, node: GraphNode): boolean {
  return layers[node.layer].trainable && Object.keys(node.tensors).length > 0;
}
