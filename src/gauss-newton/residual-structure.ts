import { Matrix } from '../numerics/matrix';
import type { Network } from '../network/network';
import type { GraphNode } from '../spec/architecture';
import { plainStage, residualStage, type SingularRange, skipTwoStage, type Stage } from './bounds/residual';
import { certifiedSingularValues } from './certified-singular-values';

/**
 * The chain of stages of a linear network without biases made of dense layers and of skips over one or two of them, for the closed forms;
 * the reason where it is not such a chain. Source: theory 4.2, 4.4.
 */
export function residualStages(network: Network): { readonly stages: readonly Stage[] } | { readonly reason: string } {
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
  return { stages: steps.flatMap((step) => step.stage?.() ?? []) };
}

interface Step {
  readonly before: GraphNode;
  readonly skip: boolean;
  /** Absent for a layer that moves no number. */
  readonly stage?: () => Stage;
}

function stepEndingAt(network: Network, node: GraphNode): Step | undefined {
  const input = (of: GraphNode, at = 0) => network.architecture.nodes[of.inputs[at]];
  if (isPlainDense(network, node))
    return { before: input(node), skip: false, stage: () => plainStage(weightRange(network, node)) };
  if (['flatten', 'reshape', 'dropout'].includes(node.kind)) return { before: input(node), skip: false };
  if (node.kind !== 'add' || node.inputs.length !== 2) return undefined;
  const [beta, gain] = node.settings.coefficients as readonly number[];
  const [skip, last] = [input(node), input(node, 1)];
  if (gain !== 1 || !isPlainDense(network, last)) return undefined;
  const first = input(last);
  if (first === skip)
    return { before: skip, skip: true, stage: () => residualStage(beta, weightRange(network, last).largest) };
  if (!isPlainDense(network, first) || input(first) !== skip || first.outputShape[0] < skip.outputShape[0])
    return undefined;
  const stage = () => skipTwoStage(beta, weightRange(network, first), weightRange(network, last));
  return { before: skip, skip: true, stage };
}

/** A dense layer on single vectors that is learned whole. */
function isPlainDense(network: Network, node: GraphNode): boolean {
  if (node.kind !== 'dense' || node.outputShape.length > 1) return false;
  const [weight] = network.nodes[node.id].operation.parameters;
  return weight.trainable && !weight.mask;
}

function weightRange(network: Network, node: GraphNode): SingularRange {
  const [{ values, shape }] = network.nodes[node.id].operation.parameters;
  const singular = certifiedSingularValues(new Matrix(shape[0], shape[1], values));
  return { largest: singular[0], smallest: singular[singular.length - 1] };
}
