import type { Network } from '../network/network';
import { backward, forward, outputOf } from '../network/passes';
import { Matrix } from '../numerics/matrix';
import type { JacobianPart } from './factored-jacobian';
import { lossFactor } from './loss-factor';
import { partCollector, type PartCollector } from './part-collector';

/**
 * Entries of the largest cotangent of a block. Pages of memory that are touched for the first time cost more than the arithmetic on them; what
 * is this small comes from memory that was used before.
 */
const BLOCK_ENTRIES = 2 ** 18;

export interface SampledParts {
  readonly parts: readonly Omit<JacobianPart, 'layer'>[];
  readonly rowsPerSample: number;
}

/**
 * The parts of J on the network's own data, scaled by 1/sqrt(n), of a network whose samples do not depend on each other: forward and backward
 * for some samples at a time, so that the cotangents of all are never there together.
 */
export function sampledParts(network: Network, samplesAtOnce = samplesInBlock(network)): SampledParts {
  const { inputs } = network.data;
  const samples = inputs.rows;
  const collectors = new Map<number, readonly PartCollector[]>();
  let rowsPerSample = 0;
  for (let first = 0; first < samples; first += samplesAtOnce) {
    const count = Math.min(samplesAtOnce, samples - first);
    const rows = inputs.data.subarray(first * inputs.cols, (first + count) * inputs.cols);
    const block = blockOf(network, new Matrix(count, inputs.cols, rows));
    ({ rowsPerSample } = block);
    for (const { node, parts } of block.jacobians) {
      const known = collectors.get(node) ?? parts.map((part) => partCollector(part, { samples, rowsPerSample }));
      collectors.set(node, known);
      known.forEach((each, at) => each.add(parts[at]));
    }
  }
  const parts = Array.from(collectors, ([node, all]) =>
    all.map((each) => ({ node, jacobian: each.finish(), samples, shared: false })),
  );
  return { parts: parts.flat(), rowsPerSample };
}

/** How many samples go through the network together. An embedding leaves out the columns that no sample of a block moves: its samples stay together. */
export function samplesInBlock({ architecture, nodes, data }: Network): number {
  if (nodes.some(({ node }) => node.kind === 'embedding')) return data.inputs.rows;
  const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
  const widest = Math.max(...nodes.map(({ node }) => size(node.outputShape)));
  return Math.max(1, Math.floor(BLOCK_ENTRIES / (widest * size(architecture.output))));
}

function blockOf(network: Network, inputs: Matrix) {
  const trace = forward(network, inputs, new Float64Array(inputs.rows).fill(1));
  const { seeds, rowsPerSample } = lossFactor(network.architecture, outputOf(network, trace));
  const scaled = seeds.scale(1 / Math.sqrt(network.data.inputs.rows));
  const { jacobians } = backward(network, trace, scaled, rowsPerSample, { mayBeWhole: true, jacobiansOnly: true });
  return { rowsPerSample, jacobians };
}
