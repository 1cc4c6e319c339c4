/** Which networks the theorems on feature learning cover. */
import { activationFunction } from '../../network/activations/activation';
import type { Network } from '../../network/network';
import { forwardOnData } from '../../network/passes';
import { Matrix } from '../../numerics/matrix';
import type { Activation, GraphNode } from '../../spec/architecture';
import { sizeOf } from '../../spec/catalogue/shapes';
import type { Unavailable } from '../certainty';
import type { MeanFieldModel } from './mean-field-model';

export interface MeanFieldNetwork {
  readonly model: MeanFieldModel;
  /** Whether fixed layers precede the trained one. */
  readonly fixedLayers: boolean;
  /**
   * m: ordinary gradient flow w' = -grad l is m times slower than the model's. Divide rates by it and multiply steps by it.
   */
  readonly slowdown: number;
  /** Root mean square of an output weight. */
  readonly outputDeviation: number;
  /** Index into the architecture's layers of the trained one. */
  readonly trained: number;
}

/**
 * f = a . s(W Phi(x)) with W alone trained, Phi fixed, one output and mse, as the model with c = m a; or why the network is none. A bias of
 * W is one more feature, 1. Source: docs/theory/feature-learning.md 1, 5.
 */
export function meanFieldNetwork(network: Network): MeanFieldNetwork | Unavailable {
  const { architecture, data, nodes } = network;
  const learned = nodes.filter(({ operation }) => operation.parameters.some(({ trainable }) => trainable));
  if (architecture.loss !== 'mse') return { reason: 'The theorems are about the squared error (loss mse).' };
  if (sizeOf(architecture.output) !== 1) return { reason: 'The theorems are about one output.' };
  if (learned.length === 0) return { reason: 'Nothing is trained.' };
  if (learned.some(({ node }) => node.id === lastDense(network)?.id))
    return { reason: 'The last layer is trained too; the theorems keep its weights fixed (trainable: false).' };
  if (learned.length > 1)
    return { reason: 'More than one layer is trained; the theorems train the second-to-last one.' };
  const { node: hidden, operation } = learned[0];
  const after = chainAfter(network, hidden);
  if (hidden.kind !== 'dense' || !after)
    return { reason: 'The trained layer must be dense, followed by an activation and one fixed dense output.' };
  if (hidden.tensors.weight[1] !== sizeOf(hidden.inputShapes[0]))
    return { reason: 'The trained layer maps positions.' };
  if (!data.targets) return { reason: 'The data have no targets.' };
  const readout = nodes[after.readout.id].operation.parameters;
  const [weight, bias] = operation.parameters;
  const [width, features] = weight.shape;
  const inputs = forwardOnData(network).outputs[hidden.inputs[0]];
  const offset = readout[1]?.values[0] ?? 0;
  const model: MeanFieldModel = {
    phi: activationFunction(after.activation),
    features: bias ? withColumn(inputs, new Float64Array(inputs.rows).fill(1)) : inputs,
    targets: data.targets.data.map((y) => y - offset),
    outputWeights: readout[0].values.map((a) => width * a),
    hidden: bias
      ? withColumn(new Matrix(width, features, weight.values), bias.values)
      : new Matrix(width, features, weight.values),
  };
  return {
    model,
    fixedLayers: architecture.nodes.some(({ id, tensors }) => id < hidden.id && Object.keys(tensors).length > 0),
    slowdown: width,
    outputDeviation: Math.sqrt(readout[0].values.reduce((sum, a) => sum + a * a, 0) / width),
    trained: hidden.layer,
  };
}

/** The dense layer nearest to the output on the way back through nodes of one input. */
function lastDense({ architecture: { nodes, outputNode } }: Network): GraphNode | undefined {
  let node: GraphNode | undefined = nodes[outputNode];
  while (node && node.kind !== 'dense') node = node.inputs.length === 1 ? nodes[node.inputs[0]] : undefined;
  return node;
}

/** hidden -> activation -> dense = output, and nothing else that reads them; undefined otherwise. */
function chainAfter(
  { architecture: { nodes, outputNode } }: Network,
  hidden: GraphNode,
): { readonly activation: Activation; readonly readout: GraphNode } | undefined {
  const readers = (id: number) => nodes.filter(({ inputs }) => inputs.includes(id));
  const [first, ...others] = readers(hidden.id);
  if (!first || others.length > 0) return undefined;
  const linear: Activation = { name: 'linear', normalized: false };
  const activation = first.kind === 'activation' ? (first.settings.activation as Activation) : linear;
  const [readout, ...more] = first.kind === 'activation' ? readers(first.id) : [first];
  if (!readout || more.length > 0 || readout.kind !== 'dense' || readout.id !== outputNode) return undefined;
  return { activation, readout };
}

function withColumn(matrix: Matrix, column: Float64Array): Matrix {
  const result = new Matrix(matrix.rows, matrix.cols + 1);
  for (let i = 0; i < matrix.rows; i++) {
    result.row(i).set(matrix.row(i));
    result.set(i, matrix.cols, column[i]);
  }
  return result;
}
