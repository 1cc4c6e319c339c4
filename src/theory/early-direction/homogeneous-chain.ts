/** Networks H = W_L s(... s(W_1 x)) with one activation s(z) = max(z, a z)^p, for which the constants are known. */
import type { Network } from '../../network/network';
import { Matrix } from '../../numerics/matrix';
import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { sizeOf } from '../../spec/catalogue/shapes';
import type { Unavailable } from '../certainty';
import type { ChainWeights } from './correlation';
import { type HomogeneousActivation, homogeneousForm } from './homogeneous-activation';

export interface HomogeneousChain {
  readonly activation: HomogeneousActivation;
  /** Inputs (a constant 1 appended where the first layer has a bias), hidden widths, outputs. */
  readonly widths: readonly number[];
  readonly biased: boolean;
  /** Nodes of the weights, first layer first. */
  readonly nodes: readonly number[];
}

/** The architecture as such a chain of at least two learned layers, or why it is none. Source: docs/theory/early-direction.md 1. */
export function homogeneousChain(architecture: Architecture): HomogeneousChain | Unavailable {
  const path = pathToOutput(architecture);
  if (!path) return { reason: 'The network branches; the constants are those of a plain chain of dense layers.' };
  const dense: GraphNode[] = [];
  const forms: HomogeneousActivation[] = [];
  for (const node of path) {
    const { name, trainable } = architecture.layers[node.layer] ?? {};
    if (node.kind === 'dense') {
      if (!trainable) return { reason: `${name} is frozen.` };
      if (node.shares !== undefined) return { reason: `${name} shares its weights.` };
      if (node.tensors.weight?.[1] !== sizeOf(node.inputShapes[0])) return { reason: `${name} maps positions.` };
      if ('bias' in node.tensors && dense.length > 0) return { reason: `${name} has a bias; only a first layer may.` };
      if (dense.length > forms.length) forms.push({ power: 1, slope: 1 });
      dense.push(node);
    } else if (node.kind === 'activation') {
      const activation = node.settings.activation as Activation;
      const form = homogeneousForm(activation);
      if (!form) return { reason: `${activation.name} is not max(z, a z)^p.` };
      if (dense.length === 0 || forms.length === dense.length)
        return { reason: `${name} is an activation without a learned layer of its own before it.` };
      forms.push(form);
    } else if (!shapeOnly.has(node.kind)) return { reason: `${name} is no dense layer.` };
  }
  if (dense.length < 2) return { reason: 'It takes at least two learned layers.' };
  if (forms.length === dense.length) return { reason: 'The outputs pass through an activation.' };
  const [activation] = forms;
  if (forms.some(({ power, slope }) => power !== activation.power || slope !== activation.slope))
    return { reason: 'The hidden layers have different activations.' };
  const biased = 'bias' in dense[0].tensors;
  const inputs = dense[0].tensors.weight[1] + (biased ? 1 : 0);
  return {
    activation,
    widths: [inputs, ...dense.map(({ tensors }) => tensors.weight[0])],
    biased,
    nodes: dense.map(({ id }) => id),
  };
}

/** The network's weights, a bias as last column of the first. */
export function chainWeights({ nodes }: Network, { biased, nodes: ids }: HomogeneousChain): ChainWeights {
  return ids.map((id, l) => {
    const { node, operation } = nodes[id];
    const [rows, cols] = node.tensors.weight;
    const names = Object.keys(node.tensors);
    const values = (name: string) => operation.parameters[names.indexOf(name)].values;
    const weight = new Matrix(rows, cols, values('weight'));
    return biased && l === 0 ? withColumn(weight, values('bias')) : weight;
  });
}

/** The network's inputs, with the 1 that a first bias multiplies. */
export function chainInputs({ data: { inputs } }: Network, { biased }: HomogeneousChain): Matrix {
  return biased ? withColumn(inputs, new Float64Array(inputs.rows).fill(1)) : inputs;
}

const shapeOnly: ReadonlySet<string> = new Set(['input', 'flatten', 'reshape', 'dropout']);

/** Undefined where some node on the way reads more than one. */
function pathToOutput({ nodes, outputNode }: Architecture): GraphNode[] | undefined {
  const path: GraphNode[] = [];
  for (let node: GraphNode | undefined = nodes[outputNode]; node; node = nodes[node.inputs[0]]) {
    if (node.inputs.length > 1) return undefined;
    path.unshift(node);
  }
  return path;
}

function withColumn(matrix: Matrix, column: Float64Array): Matrix {
  const result = new Matrix(matrix.rows, matrix.cols + 1);
  for (let i = 0; i < matrix.rows; i++) {
    result.row(i).set(matrix.row(i));
    result.set(i, matrix.cols, column[i]);
  }
  return result;
}
