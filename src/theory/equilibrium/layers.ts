/** The implicit layers of a network, with what the theory needs to know of each. */
import { activationFunction } from '../../network/activations/activation';
import type { ActivationFunction } from '../../network/activations/activation-function';
import { entryVariance, hasIndependentEntries } from '../../network/initialisers/entry-variance';
import type { Network } from '../../network/network';
import { solveEquilibrium } from '../../network/operations/equilibrium';
import { forwardOnData } from '../../network/passes';
import { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import type { Activation, Architecture, GraphNode, Initialiser } from '../../spec/architecture';
import type { EquilibriumDeviations } from './kernel';
import { type MeasuredWellPosedness, measuredWellPosedness } from './well-posedness';

export interface EquilibriumLayer {
  /** Index into the architecture's layers. */
  readonly layer: number;
  readonly node: number;
  readonly phi: ActivationFunction;
  readonly units: number;
  readonly features: number;
  readonly biased: boolean;
  /** sigma_w, sigma_u, sigma_b in W_ij ~ (0, sigma_w^2 / units), U_ij ~ (0, sigma_u^2 / features); null where weights are not drawn so. */
  readonly deviations: EquilibriumDeviations | null;
}

/** From the specification alone; the readout's sigma_v is 1. */
export function equilibriumLayers(architecture: Architecture): EquilibriumLayer[] {
  return architecture.nodes
    .filter(({ kind }) => kind === 'deq')
    .map((node) => {
      const [units, features] = node.tensors.weight_ih;
      return {
        layer: node.layer,
        node: node.id,
        phi: activationFunction(node.settings.activation as Activation),
        units,
        features,
        biased: 'bias' in node.tensors,
        deviations: architecture.weights ? null : deviationsOf(architecture, node),
      };
    });
}

/** What the layer reads on the network's own data, a position a row. */
export function readByLayer(network: Network, { node, features }: EquilibriumLayer): Matrix {
  const { data } = forwardOnData(network).outputs[network.nodes[node].node.inputs[0]];
  return new Matrix(data.length / features, features, data);
}

/** Level, radii and smallest singular values of the layer with the network's weights, at inputs (n x features). */
export function measuredLayer(network: Network, layer: EquilibriumLayer, inputs: Matrix): MeasuredWellPosedness {
  const { phi, units } = layer;
  const { recurrent, injected, bias } = weightsOf(network, layer);
  const drive = multiplyTransposed(inputs, injected);
  if (bias) for (let at = 0; at < drive.data.length; at++) drive.data[at] += bias[at % units];
  return measuredWellPosedness(recurrent, phi, solveEquilibrium({ weight: recurrent, phi, drive }).slopes);
}

/** W: units x units, U: units x features, b: units where there is one. */
export function weightsOf(
  { nodes }: Network,
  { node: id, units, features }: EquilibriumLayer,
): { readonly recurrent: Matrix; readonly injected: Matrix; readonly bias?: Float64Array } {
  const { node, operation } = nodes[id];
  const names = Object.keys(node.tensors);
  const values = (name: string): Float64Array | undefined => operation.parameters[names.indexOf(name)]?.values;
  return {
    recurrent: new Matrix(units, units, values('weight_hh')),
    injected: new Matrix(units, features, values('weight_ih')),
    bias: values('bias'),
  };
}

function deviationsOf({ layers }: Architecture, { layer, tensors }: GraphNode): EquilibriumDeviations | null {
  const { init, biases } = layers[layer];
  const [units, features] = tensors.weight_ih;
  const weight = entryDeviation(init, [units, units]);
  const input = entryDeviation(init, [units, features]);
  if (weight === null || input === null) return null;
  return {
    weight: weight * Math.sqrt(units),
    input: input * Math.sqrt(features),
    output: 1,
    bias: 'bias' in tensors && biases.name === 'normal' ? biases.std : 0,
  };
}

/** Standard deviation of the independent entries; null for initialisers that do not draw such. */
function entryDeviation(initialiser: Initialiser, shape: readonly number[]): number | null {
  const variance = hasIndependentEntries(initialiser) ? entryVariance(initialiser, shape, undefined) : null;
  return variance === null ? null : Math.sqrt(variance);
}
