import { Matrix } from '../numerics/matrix';
import { memoise } from '../numerics/memoise';
import type { Network } from '../network/network';
import type { Architecture, GraphNode } from '../spec/architecture';
import { unavoidableNodes } from '../spec/paths';
import type { FactoredJacobian, JacobianPart } from './factored-jacobian';
import { linearJacobianOn } from './jacobian';
import type { KroneckerSum } from './kronecker-sum';
import type { SecondMomentFactor } from './second-moment-factor';
import { sharesTensors } from './weight-sharing';

/** The network as Ghat = sum_l A_l (x) B_l, or the reason why it is not one. */
export type LinearFactors =
  { readonly sum: KroneckerSum; readonly reason?: undefined } | { readonly sum?: undefined; readonly reason: string };

/**
 * Factors L_l and R_l S of a linear network on its data; with biases on [x; 1]. Chains and graphs alike: L_l and R_l
 * are the Jacobians from the layer's output to the network's and from the input to the layer's
 * (docs/theory/gauss-newton.md 1.1, 1.5, 1.6).
 */
export function linearFactors(network: Network, moment: SecondMomentFactor): LinearFactors {
  return factorsOf(network)(moment);
}

const factorsOf = memoise((network: Network) =>
  memoise((moment: SecondMomentFactor) => computeFactors(network, moment)),
);

const transposed = memoise((matrix: Matrix) => matrix.transpose());

function computeFactors(network: Network, moment: SecondMomentFactor): LinearFactors {
  const jacobian = linearJacobianOn(network, moment.samples, moment.ones);
  const obstacle = jacobian.parts.map((part) => whyNotKronecker(network.architecture, part)).find(Boolean);
  if (obstacle) return { reason: obstacle };
  if (jacobian.parts.length === 0) return { reason: 'no layer is learned' };
  const onAxes = memoise(jacobianOnAxes);
  const terms = jacobian.parts.map((part, at) => {
    const { left, right } = outerFactors(part);
    const rightOnAxes = memoise((of: Network) => outerFactors(onAxes(of).parts[at]).right.transpose());
    return {
      layer: part.layer,
      left,
      samples: right,
      // As tall as the layer is wide: for small networks, and some bounds.
      get data() {
        return transposed(right);
      },
      // Only some bounds ask for it.
      get right() {
        return moment.full ? rightOnAxes(network) : undefined;
      },
    };
  });
  return {
    sum: {
      outputs: jacobian.rowsPerSample,
      rank: moment.samples.rows,
      terms,
      nested: isNested(network, jacobian.parts),
      sigma: { eigenvalues: moment.eigenvalues, full: moment.full },
    },
  };
}

/** On the axes of input space (and the constant) as samples: its right factors are the R_l themselves, transposed. */
function jacobianOnAxes(network: Network): FactoredJacobian {
  const dimension = network.data.inputs.cols;
  const size = dimension + (network.biased ? 1 : 0);
  const samples = new Matrix(size, dimension);
  for (let j = 0; j < dimension; j++) samples.set(j, j, 1);
  const ones = new Float64Array(size);
  if (network.biased) ones[dimension] = 1;
  return linearJacobianOn(network, samples, ones);
}

function outerFactors({ jacobian }: JacobianPart): { readonly left: Matrix; readonly right: Matrix } {
  if (jacobian.form !== 'outer') throw new Error(`A Kronecker term is not of the form ${jacobian.form}`);
  return jacobian;
}

function whyNotKronecker({ layers, nodes }: Architecture, { jacobian, layer, node }: JacobianPart): string | undefined {
  const { name } = layers[layer];
  if (sharesTensors(nodes, nodes[node])) return `${name} shares its weights with another layer`;
  if (jacobian.form === 'columns') return `${name} standardises its weights, which is not of the form L dW R`;
  if (jacobian.form !== 'outer') return `${name} learns one factor a feature, which is not of the form L dW R`;
  if (jacobian.mask) return `${name} is pruned: its surviving parameters are not of the form L dW R`;
  if (jacobian.positions > 1) return `${name} shares its weights over positions`;
  return undefined;
}

/**
 * Whether the ranges of L_l and R_l form flags, which the staircase needs: every learned layer reads a node that all paths cross and
 * writes to one, possibly through the sum that closes a residual; and once a layer has no bias, none behind it has one.
 */
function isNested({ architecture, biased }: Network, parts: readonly JacobianPart[]): boolean {
  const ends = [0, architecture.outputNode];
  const cuts = new Set([...ends, ...unavoidableNodes(architecture).map(({ id }) => id)]);
  const consumers = (id: number) => architecture.nodes.filter(({ inputs }) => inputs.includes(id));
  const writesToCut = ({ id }: GraphNode) => {
    const readers = consumers(id);
    return cuts.has(id) || (readers.length === 1 && readers[0].kind === 'add' && cuts.has(readers[0].id));
  };
  const nodes = parts.map(({ node }) => architecture.nodes[node]);
  const shapesNest = nodes.every((node) => node.kind === 'dense' && cuts.has(node.inputs[0]) && writesToCut(node));
  const biases = nodes.map((node) => 'bias' in node.tensors);
  return shapesNest && (!biased || biases.every((has, at) => !has || biases.slice(0, at).every(Boolean)));
}
