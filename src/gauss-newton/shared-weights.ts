import { Matrix } from '../numerics/matrix';
import type { Network, Trace } from '../network/network';
import type { ParameterJacobian } from '../network/operation';
import { convolutionTaps, transposedConvolutionTaps } from '../network/operations/convolution';
import type { Taps } from '../network/operations/taps';
import { backward, forward } from '../network/passes';
import type { GraphNode } from '../spec/architecture';
import type { KroneckerSum, KroneckerTerm } from './kronecker-sum';
import type { SecondMomentFactor } from './second-moment-factor';

/**
 * Two Kronecker sums around the Gauss-Newton matrix of a linear network that uses weights at several places or learns
 * only some entries of a matrix: below <= Ghat <= above in the Loewner order.
 */
export interface LoewnerBracket {
  /** Of the layers that use each weight once and learn all of them; without terms where there are none. */
  readonly below: KroneckerSum;
  /** sum_l N_l A_l (x) B_l over all layers. */
  readonly above: KroneckerSum;
}

/**
 * The bracket of a linear network on its data. Weight q of a layer joins pairs (output, input), the ones of a 0/1 matrix
 * E_q; with E = [vec E_q] the layer's share (L_l (x) S R_l^T) E E^T (L_l (x) S R_l^T)^T of Ghat is at most N_l A_l (x) B_l,
 * N_l >= |E|^2 the most places that use one weight. Undefined where a layer's weights do not act this way
 * (standardised ones). seeds: k x outputs, the directions of the outputs that the loss sees. Source:
 * docs/theory/gauss-newton.md 6.
 */
export function loewnerBracket(
  network: Network,
  moment: SecondMomentFactor,
  seeds: Matrix,
): LoewnerBracket | undefined {
  const { nodes } = network.architecture;
  const trace = forward(network, moment.samples, moment.ones);
  const { cotangents, jacobians } = backward(network, trace, seeds, seeds.rows);
  const below: KroneckerTerm[] = [];
  const above: KroneckerTerm[] = [];
  for (const { node: id, parts } of jacobians) {
    const node = nodes[id];
    const { layer } = nodes[node.shares ?? id];
    const uses = nodes.filter((other) => (other.shares ?? other.id) === (node.shares ?? id)).length;
    const once = parts.every(usesWeightsOnce);
    const terms = once || !isConvolution(node) ? partTerms(parts) : [convolutionTerm(node, cotangents[id]!, trace)];
    if (!terms) return undefined;
    for (const { left, data, places } of terms) {
      if (once && uses === 1) below.push({ layer, left, data });
      above.push({ layer, left: left.scale(Math.sqrt(uses * places)), data });
    }
  }
  const sum = (terms: readonly KroneckerTerm[]): KroneckerSum => ({
    outputs: seeds.rows,
    rank: moment.samples.rows,
    terms,
    nested: false,
    sigma: { eigenvalues: moment.eigenvalues, full: moment.full },
  });
  return { below: sum(below), above: sum(above) };
}

/** L_l, R_l S and N_l. */
interface Share {
  readonly left: Matrix;
  readonly data: Matrix;
  readonly places: number;
}

function usesWeightsOnce(part: ParameterJacobian): boolean {
  return part.form === 'outer' && part.positions === 1 && !part.mask;
}

/** Where no two positions read the same entry, the factors are L_l and R_l S themselves. */
function partTerms(parts: readonly ParameterJacobian[]): readonly Share[] | undefined {
  const factored = parts.flatMap((part) => (part.form === 'columns' ? [] : [part]));
  if (factored.length < parts.length) return undefined;
  return factored.map(({ left, right, positions }) => ({ left, data: right.transpose(), places: positions }));
}

function isConvolution({ kind }: GraphNode): boolean {
  return kind === 'convolution' || kind === 'transposed_convolution';
}

/** All groups together: the windows overlap, so that R_l S is the layer's input and not its patches. */
function convolutionTerm(node: GraphNode, left: Matrix, { outputs, batch }: Trace): Share {
  const taps = node.kind === 'convolution' ? convolutionTaps(node) : transposedConvolutionTaps(node);
  const input = outputs[node.inputs[0]].transpose();
  if (!('bias' in node.tensors)) return { left, data: input, places: mostPlaces(taps) };
  const data = new Matrix(input.rows + 1, input.cols);
  data.data.set(input.data);
  data.row(input.rows).set(batch.ones);
  return { left, data, places: Math.max(mostPlaces(taps), taps.windows) };
}

/** |E|^2 <= the most windows that one tap reads in, times the most taps of a window that read one position (wrapping). */
function mostPlaces({ windows, taps, positions }: Taps): number {
  const windowsOfTap = new Uint32Array(taps);
  let repeats = 1;
  for (let window = 0; window < windows; window++) {
    const read = positions.subarray(window * taps, (window + 1) * taps);
    const counts = new Map<number, number>();
    read.forEach((position, tap) => {
      if (position < 0) return;
      windowsOfTap[tap]++;
      counts.set(position, (counts.get(position) ?? 0) + 1);
    });
    repeats = Math.max(repeats, ...counts.values());
  }
  return repeats * Math.max(...windowsOfTap);
}
