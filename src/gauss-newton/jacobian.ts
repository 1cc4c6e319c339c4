import { Matrix } from '../numerics/matrix';
import type { Network } from '../network/network';
import { backward, forward, forwardOnData, outputOf } from '../network/passes';
import { coupledJacobians } from './coupled-jacobian';
import { type FactoredJacobian, type JacobianPart, parameterCount } from './factored-jacobian';
import { addUses } from './weight-sharing';
import { lossFactor } from './loss-factor';
import { sampledParts } from './sampled-parts';
import type { SecondMomentFactor } from './second-moment-factor';

/**
 * The loss-weighted Jacobian of a network on its own data, scaled by 1/sqrt(n). `moment` is the factor of the second moment of its data
 * (of [x; 1] with biases), needed by linear networks only.
 */
export function factoredJacobian(network: Network, moment: SecondMomentFactor | undefined): FactoredJacobian {
  return moment && network.linear && network.architecture.loss === 'mse'
    ? linearJacobianOn(network, moment.samples, moment.ones)
    : sampledJacobian(network);
}

/** J[(i,c), .] of a linear network on pseudo-samples: r x d, and the constant that biases multiply on each. */
export function linearJacobianOn(network: Network, samples: Matrix, ones: Float64Array): FactoredJacobian {
  const trace = forward(network, samples, ones);
  const outputs = outputOf(network, trace).cols;
  const { jacobians } = backward(network, trace, Matrix.identity(outputs), outputs);
  const parts = jacobians.flatMap(({ node, parts }) =>
    parts.map((jacobian) => ({ node, jacobian, samples: samples.rows, shared: true })),
  );
  return assemble(network, { samples: samples.rows, rowsPerSample: outputs }, parts);
}

function sampledJacobian(network: Network): FactoredJacobian {
  const samples = network.data.inputs.rows;
  if (network.nodes.some(({ operation }) => operation.couples)) return coupledJacobian(network);
  const { parts, rowsPerSample } = sampledParts(network);
  return assemble(network, { samples, rowsPerSample }, parts);
}

function coupledJacobian(network: Network): FactoredJacobian {
  const samples = network.data.inputs.rows;
  const trace = forwardOnData(network);
  const { seeds, rowsPerSample } = lossFactor(network.architecture, outputOf(network, trace));
  const scaled = seeds.scale(1 / Math.sqrt(samples));
  return assemble(network, { samples, rowsPerSample }, coupledJacobians(network, trace, scaled, rowsPerSample));
}

function assemble(
  network: Network,
  { samples, rowsPerSample }: Pick<FactoredJacobian, 'samples' | 'rowsPerSample'>,
  nodeParts: readonly Omit<JacobianPart, 'layer'>[],
): FactoredJacobian {
  const rows = samples * rowsPerSample;
  const { nodes } = network.architecture;
  const parts = addUses(
    nodeParts.map((part) => ({ ...part, layer: nodes[part.node].layer })),
    rows,
    nodes,
  );
  return {
    samples,
    rowsPerSample,
    rows,
    columns: parts.reduce((sum, part) => sum + parameterCount(part.jacobian), 0),
    parts,
  };
}
