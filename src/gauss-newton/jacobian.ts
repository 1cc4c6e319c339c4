import { Matrix } from '../numerics/matrix';
import type { Backward, Network } from '../network/network';
import type { ParameterJacobian } from '../network/operation';
import { backward, forward, forwardOnData } from '../network/passes';
import { lossFactor } from './loss-factor';
import type { SecondMomentFactor } from './second-moment-factor';

/**
 * The Jacobian whose squared singular values are the nonzero eigenvalues of G = (1/n) sum_i J_i^T H_i J_i, factored by
 * layer. Rows: `samples` blocks of `rowsPerSample`. For a linear network under mse the samples are the rows of a factor
 * of the data's second moment, not the data (docs/theory/gauss-newton.md 1.3, 1.6): the same spectrum from r k rows,
 * whatever n.
 */
export interface FactoredJacobian {
  readonly samples: number;
  readonly rowsPerSample: number;
  /** samples * rowsPerSample. */
  readonly rows: number;
  /** Learnable, surviving parameters. */
  readonly columns: number;
  readonly parts: readonly JacobianPart[];
}

export interface JacobianPart {
  /** Index into the architecture's layers. */
  readonly layer: number;
  readonly node: number;
  readonly jacobian: ParameterJacobian;
  /** `left` holds one sample's rows that stand for every sample: the cotangents of a linear network do not depend on the sample. */
  readonly shared: boolean;
}

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
  const outputs = trace.outputs[network.architecture.outputNode].cols;
  const pass = backward(network, trace, Matrix.identity(outputs), outputs);
  return assemble(network, samples.rows, outputs, pass, true);
}

/** Columns of a part: learnable, surviving parameters. */
export function parameterCount(jacobian: ParameterJacobian): number {
  if (jacobian.form !== 'outer') return jacobian.width;
  return jacobian.mask?.reduce((sum, alive) => sum + alive, 0) ?? jacobian.leftWidth * jacobian.rightWidth;
}

function sampledJacobian(network: Network): FactoredJacobian {
  const { inputs } = network.data;
  const trace = forwardOnData(network);
  const factor = lossFactor(network.architecture, trace.outputs[network.architecture.outputNode]);
  const pass = backward(network, trace, factor.seeds.scale(1 / Math.sqrt(inputs.rows)), factor.rowsPerSample);
  return assemble(network, inputs.rows, factor.rowsPerSample, pass, false);
}

function assemble(
  network: Network,
  samples: number,
  rowsPerSample: number,
  pass: Backward,
  shared: boolean,
): FactoredJacobian {
  const parts = pass.jacobians.flatMap(({ node, parts: jacobians }) =>
    jacobians.map((jacobian) => ({ layer: network.architecture.nodes[node].layer, node, jacobian, shared })),
  );
  return {
    samples,
    rowsPerSample,
    rows: samples * rowsPerSample,
    columns: parts.reduce((sum, part) => sum + parameterCount(part.jacobian), 0),
    parts,
  };
}
