import { Matrix } from '../numerics/matrix';
import { multiply } from '../numerics/products';
import type { Network } from '../network/network';
import type { GraphNode } from '../spec/architecture';
import {
  plainStage,
  residualStage,
  type SingularRange,
  skipTwoStage,
  squareStage,
  type Stage,
} from './bounds/residual';
import { spectralRadiusBound } from './bounds/skip-weight';
import { extremeSingularValues } from './certified-singular-values';
import { sharesTensors } from './weight-sharing';

/** A chain with skips, input to output. */
export interface ResidualStages {
  readonly stages: readonly Stage[];
  /** Largest norm of a branch where all stages are x -> x + W x; null elsewhere. */
  readonly branchNorm: number | null;
}

/**
 * The chain of stages of a linear network without biases made of dense layers and of skips over one or two of them, for
 * the closed forms; the reason where it is not such a chain. Source: docs/theory/gauss-newton.md 4.2, 4.4.
 */
export function residualStages(network: Network): ResidualStages | { readonly reason: string } {
  if (!network.linear || network.biased) return { reason: 'Holds for linear networks without biases.' };
  const steps: Step[] = [];
  let node = network.architecture.nodes[network.architecture.outputNode];
  while (node.inputs.length > 0) {
    const step = stepEndingAt(network, node);
    if (!step) return { reason: `Has no closed form for ${network.architecture.layers[node.layer].name}.` };
    steps.unshift(step);
    node = step.before;
  }
  // Weights are decomposed only once the whole chain is known to fit.
  if (!steps.some(({ skip }) => skip)) return { reason: 'The network has no skips.' };
  const stages = steps.flatMap((step) => step.stage?.() ?? []);
  const pure = steps.every(({ unitSkip, stage }) => unitSkip || !stage);
  return { stages, branchNorm: pure ? Math.max(...stages.map(({ map }) => map.largest - 1)) : null };
}

/** Layers that leave every number as it is. */
const MOVES_NOTHING: readonly string[] = ['flatten', 'reshape', 'dropout'];

interface Step {
  readonly before: GraphNode;
  readonly skip: boolean;
  /** A skip of weight 1 over one layer. */
  readonly unitSkip?: boolean;
  /** Absent for a layer that moves no number. */
  readonly stage?: () => Stage;
}

function stepEndingAt(network: Network, node: GraphNode): Step | undefined {
  const input = (of: GraphNode, at = 0) => network.architecture.nodes[of.inputs[at]];
  if (isPlainDense(network, node))
    return {
      before: input(node),
      skip: false,
      stage: () => (isSquare(node) ? squareStage : plainStage)(weightRange(network, node)),
    };
  if (MOVES_NOTHING.includes(node.kind)) return { before: input(node), skip: false };
  if (node.kind !== 'add' || node.inputs.length !== 2) return undefined;
  const [beta, gain] = node.settings.coefficients as readonly number[];
  const [skip, last] = [input(node), input(node, 1)];
  if (gain !== 1 || !isPlainDense(network, last)) return undefined;
  const first = input(last);
  if (first === skip)
    return {
      before: skip,
      skip: true,
      unitSkip: beta === 1,
      stage: () => residualStage(beta, weightRange(network, last).largest),
    };
  if (!isPlainDense(network, first) || input(first) !== skip || first.outputShape[0] < skip.outputShape[0])
    return undefined;
  const stage = () => skipTwoStage(beta, weightRange(network, first), weightRange(network, last));
  return { before: skip, skip: true, stage };
}

/**
 * The layers of a chain of dense layers without biases or skips, input to output, all learned whole; undefined for any
 * other network.
 */
export function plainDenseChain(network: Network): readonly GraphNode[] | undefined {
  if (!network.linear || network.biased) return undefined;
  const chain: GraphNode[] = [];
  let node = network.architecture.nodes[network.architecture.outputNode];
  while (node.inputs.length > 0) {
    if (isPlainDense(network, node)) chain.unshift(node);
    else if (!MOVES_NOTHING.includes(node.kind)) return undefined;
    node = network.architecture.nodes[node.inputs[0]];
  }
  return chain.length > 0 ? chain : undefined;
}

/**
 * By layer, the spectral radius of the branch of every skip over dense layers that keep the width. Source:
 * docs/theory/gauss-newton.md 4.3.
 */
export function branchRadii(network: Network): ReadonlyMap<number, number> {
  const radii = new Map<number, number>();
  for (const node of network.architecture.nodes) {
    const branch = node.kind === 'add' && node.inputs.length === 2 ? branchMap(network, node) : undefined;
    if (branch) radii.set(node.layer, spectralRadiusBound(branch));
  }
  return radii;
}

/** Product of the weights between the skip and the sum, square. */
function branchMap({ architecture, nodes }: Network, sum: GraphNode): Matrix | undefined {
  const [skip, last] = sum.inputs;
  let product: Matrix | undefined;
  for (let id = last; id !== skip; [id] = architecture.nodes[id].inputs) {
    const node = architecture.nodes[id];
    if (node.kind !== 'dense' || node.outputShape.length > 1) return undefined;
    const [{ values, shape }] = nodes[id].operation.parameters;
    const weight = new Matrix(shape[0], shape[1], values);
    product = product ? multiply(product, weight) : weight;
  }
  return product;
}

/** A dense layer on single vectors with a weight of its own that is learned whole. */
function isPlainDense(network: Network, node: GraphNode): boolean {
  if (node.kind !== 'dense' || node.outputShape.length > 1) return false;
  if (sharesTensors(network.architecture.nodes, node)) return false;
  const [weight] = network.nodes[node.id].operation.parameters;
  return weight.trainable && !weight.mask;
}

function isSquare({ inputShapes, outputShape }: GraphNode): boolean {
  return inputShapes[0][0] === outputShape[0];
}

function weightRange(network: Network, node: GraphNode): SingularRange {
  return extremeSingularValues(weightOf(network, node));
}

/** The weight of a dense layer, outputs x inputs. */
export function weightOf(network: Network, node: GraphNode): Matrix {
  const [{ values, shape }] = network.nodes[node.id].operation.parameters;
  return new Matrix(shape[0], shape[1], values);
}
