/** How many random units a fixed layer needs before the trained one: of the layer that is there, or of one that would help. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { activationFunction } from '../../network/activations/activation';
import { entryVariance } from '../../network/initialisers/entry-variance';
import type { Network } from '../../network/network';
import { Matrix } from '../../numerics/matrix';
import { gram } from '../../numerics/products';
import { symmetricEigenvalues } from '../../numerics/symmetric-eigen';
import type { Activation, GraphNode } from '../../spec/architecture';
import type { Unavailable } from '../certainty';
import { preparedDual } from '../dual-activations/prepared-dual';
import { featureWidth } from './fixed-features';
import type { MeanFieldNetwork } from './mean-field-network';

export interface FeatureDemand {
  /** Units that keep half of lambda_min(K1), but for a probability of 1 %. */
  readonly width: number;
  readonly activation: string;
  /** Units of the fixed layer; null where there is none and the width is a proposal. */
  readonly present: number | null;
}

/** Of a layer that is not there: saturating, with weights of variance 1 / inputs and no biases. */
const proposed: Activation = { name: 'tanh', normalized: false };
/** Smallest over largest eigenvalue of K1 at which it counts as singular. */
const SINGULAR = 1e-12;

/** The width rule on the network's own samples, or why it says nothing. Source: docs/theory/feature-learning.md 5. */
export function featureDemand(
  network: Network,
  { trained, fixedLayers }: MeanFieldNetwork,
): FeatureDemand | Unavailable {
  const { inputs } = network.data;
  const layer = fixedLayers
    ? fixedLayer(network, trained)
    : { activation: proposed, weight: 1 / inputs.cols, bias: 0, present: null };
  if ('reason' in layer) return layer;
  const phi = activationFunction(layer.activation);
  const covariance = gram(inputs).data.map((product) => layer.weight * product + layer.bias);
  const rule = featureWidth(
    phi,
    inputs.rows,
    smallestEigenvalue(phi, new Matrix(inputs.rows, inputs.rows, covariance)),
  );
  return 'reason' in rule ? rule : { width: rule.width, activation: layer.activation.name, present: layer.present };
}

interface RandomLayer {
  readonly activation: Activation;
  /** Variances of the Gaussian draws. */
  readonly weight: number;
  readonly bias: number;
  readonly present: number;
}

/** data -> dense (fixed, drawn from Gaussians) -> activation -> the trained layer. */
function fixedLayer({ architecture: { nodes, layers }, data }: Network, trained: number): RandomLayer | Unavailable {
  const hidden = nodes.find(({ layer, kind }) => layer === trained && kind === 'dense');
  const outer = before(nodes, hidden);
  const dense = outer?.kind === 'activation' ? before(nodes, outer) : undefined;
  if (
    !outer ||
    dense?.kind !== 'dense' ||
    before(nodes, dense)?.kind !== 'input' ||
    dense.tensors.weight[1] !== data.inputs.cols
  )
    return {
      reason: 'The rule is about one fixed dense layer with an activation between the data and the trained layer.',
    };
  const { init, biases, prune } = layers[dense.layer];
  const isNormal = (init.name === 'normal' || init.name.endsWith('_normal')) && prune === undefined;
  const weight = isNormal ? entryVariance(init, dense.tensors.weight, undefined) : null;
  if (weight === null) return { reason: 'The rule is about weights drawn from a normal distribution.' };
  return {
    activation: outer.settings.activation as Activation,
    weight,
    bias: 'bias' in dense.tensors && biases.name === 'normal' ? biases.std ** 2 : 0,
    present: dense.tensors.weight[0],
  };
}

function before(nodes: readonly GraphNode[], node: GraphNode | undefined): GraphNode | undefined {
  return node && nodes[node.inputs[0]];
}

/** lambda_min of K1 = E s(u) s(v), 0 within rounding of singular. */
function smallestEigenvalue(phi: ActivationFunction, covariance: Matrix): number {
  const n = covariance.rows;
  const dual = preparedDual(
    phi,
    Float64Array.from({ length: n }, (_, a) => covariance.get(a, a)),
  );
  const kernel = new Matrix(n, n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b <= a; b++) {
      const value = dual.value(a, b, covariance.get(a, b));
      kernel.set(a, b, value);
      kernel.set(b, a, value);
    }
  const eigenvalues = symmetricEigenvalues(kernel);
  const [largest, smallest] = [eigenvalues[0], eigenvalues[n - 1]];
  return smallest > SINGULAR * largest ? smallest : 0;
}
