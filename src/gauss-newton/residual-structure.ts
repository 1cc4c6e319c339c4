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
  const stages: Stage[] = [];
  let skips = 0;
  let node = network.architecture.nodes[network.architecture.outputNode];
  while (node.inputs.length > 0) {
    const step = stageEndingAt(network, node);
    if (!step) return { reason: `Has no closed form for ${network.architecture.layers[node.layer].name}.` };
    if (step.stage) stages.unshift(step.stage);
    if (step.skip) skips++;
    node = step.before;
  }
  return skips > 0 ? { stages } : { reason: 'The network has no skips.' };
}

interface Step {
  readonly before: GraphNode;
  readonly stage?: Stage;
  readonly skip: boolean;
}

function stageEndingAt(network: Network, node: GraphNode): Step | undefined {
  const input = (of: GraphNode, at = 0) => network.architecture.nodes[of.inputs[at]];
  if (node.kind === 'dense') {
    const range = weightRange(network, node);
    return range && { before: input(node), stage: plainStage(range), skip: false };
  }
  if (node.kind === 'flatten' || node.kind === 'reshape' || node.kind === 'dropout')
    return { before: input(node), skip: false };
  if (node.kind !== 'add' || node.inputs.length !== 2) return undefined;
  const [beta, gain] = node.settings.coefficients as readonly number[];
  const skip = input(node);
  const last = input(node, 1);
  if (gain !== 1 || last.kind !== 'dense') return undefined;
  const lastRange = weightRange(network, last);
  if (!lastRange) return undefined;
  if (input(last) === skip) return { before: skip, stage: residualStage(beta, lastRange.largest), skip: true };
  const first = input(last);
  const firstRange = first.kind === 'dense' && input(first) === skip ? weightRange(network, first) : undefined;
  const innerWidth = first.outputShape[0];
  if (!firstRange || innerWidth < skip.outputShape[0]) return undefined;
  return { before: skip, stage: skipTwoStage(beta, firstRange, lastRange), skip: true };
}

/** Extreme singular values of a dense layer on single vectors that is learned whole. */
function weightRange(network: Network, node: GraphNode): SingularRange | undefined {
  const [weight] = network.nodes[node.id].operation.parameters;
  if (!weight.trainable || weight.mask || node.outputShape.length > 1) return undefined;
  const values = certifiedSingularValues(new Matrix(weight.shape[0], weight.shape[1], weight.values));
  return { largest: values[0], smallest: values[values.length - 1] };
}
