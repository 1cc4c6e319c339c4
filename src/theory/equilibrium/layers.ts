/** The implicit layers of a network, with what the theory needs to know of each. */
import { activationFunction } from '../../network/activations/activation';
import type { ActivationFunction } from '../../network/activations/activation-function';
import { fanOf } from '../../network/initialisers/fans';
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

/** Level, radii and smallest singular values of the layer on the network's own data, for its first `samples` positions. */
export function measuredLayer(
  network: Network,
  { node, phi }: EquilibriumLayer,
  samples: number,
): MeasuredWellPosedness {
  const { weight, drive } = givenLayer(network, node, samples);
  return measuredWellPosedness(weight, phi, solveEquilibrium({ weight, phi, drive }).slopes);
}

/** W and U x + b at the first positions. */
function givenLayer(network: Network, id: number, samples: number): { weight: Matrix; drive: Matrix } {
  const { node, operation } = network.nodes[id];
  const names = Object.keys(node.tensors);
  const values = (name: string) => operation.parameters[names.indexOf(name)]?.values;
  const [units, features] = node.tensors.weight_ih;
  const input = forwardOnData(network).outputs[node.inputs[0]];
  const rows = Math.min(samples, input.data.length / features);
  const drive = multiplyTransposed(
    new Matrix(rows, features, input.data.slice(0, rows * features)),
    new Matrix(units, features, values('weight_ih')),
  );
  const bias = values('bias');
  if (bias) for (let at = 0; at < drive.data.length; at++) drive.data[at] += bias[at % units];
  return { weight: new Matrix(units, units, values('weight_hh')), drive };
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
function entryDeviation({ name, fan, gain, std = 1 }: Initialiser, shape: readonly number[]): number | null {
  switch (name) {
    case 'normal':
      return gain * std;
    case 'orthogonal':
    case 'delta_orthogonal':
    case 'identity':
      return null;
    case 'zeros':
      return 0;
    default:
      return gain / Math.sqrt(fanOf(shape, fan));
  }
}
