import {
  type ComplexMatrix,
  complexMatrix,
  complexTimesTransposed,
  complexTriangularFactor,
} from '../numerics/complex';
import { Matrix } from '../numerics/matrix';
import type { Network } from '../network/network';
import { channelLayout, type ChannelLayout } from '../network/operations/layout';
import { backward, forward } from '../network/passes';
import type { Architecture, GraphNode } from '../spec/architecture';
import type { SecondMomentFactor } from './second-moment-factor';
import { sharesTensors } from './weight-sharing';

/** Factors of a circular network at one frequency f: Z_f = [L_l(f) (x) data_l(f)] has Ghat's eigenvalues there. */
export interface FrequencyFactors {
  /** Whether f = -f, where Z_f is real; elsewhere its real form has the singular values of Z_f and of Z_-f. */
  readonly real: boolean;
  /** One a learned layer. */
  readonly terms: readonly {
    /** What^{L:l+1}(f), channels out x channels of the layer. */
    readonly left: ComplexMatrix;
    /** The layer's input on a factor of S_f, directions x channels. */
    readonly data: ComplexMatrix;
  }[];
}

/**
 * The factors of every frequency, one of f and -f each, of circular convolutions of stride 1 end to end whose learned kernels cover the
 * image: such a network keeps the frequencies apart, in its outputs and in its parameters. The reason for any other network. Source:
 * docs/theory/gauss-newton.md 6.
 */
export function frequencyFactors(
  network: Network,
  moment: SecondMomentFactor,
): readonly FrequencyFactors[] | { readonly reason: string } {
  const chain = circularChain(network);
  if ('reason' in chain) return chain;
  const layout = (shape: GraphNode['outputShape']) => channelLayout(shape, network.architecture.layout);
  const [from, to] = [layout(chain[0].inputShapes[0]), layout(chain[chain.length - 1].outputShape)];
  const trace = forward(network, impulses(from), new Float64Array(from.channels));
  const { cotangents } = backward(network, trace, impulses(to), to.channels);
  const learned = chain.filter(({ id }) => network.nodes[id].operation.parameters[0].trainable);
  if (learned.length === 0) return { reason: 'No convolution is learned.' };
  return frequencies(from.axes).map((frequency) => {
    const transform = (rows: Matrix, shape: GraphNode['outputShape'], sign: 1 | -1) =>
      transformed(rows, layout(shape), frequency, sign);
    const data = complexTriangularFactor(transform(moment.samples, chain[0].inputShapes[0], -1));
    return {
      real: frequency.every((f, axis) => (2 * f) % from.axes[axis] === 0),
      terms: learned.map((node) => {
        const map = transform(trace.outputs[node.inputs[0]], node.inputShapes[0], -1);
        return {
          left: transform(cotangents[node.id]!, node.outputShape, 1),
          data: complexTimesTransposed(data, transposed(map)),
        };
      }),
    };
  });
}

/** The convolutions, input to output. */
function circularChain({ architecture, nodes }: Network): readonly GraphNode[] | { readonly reason: string } {
  const chain: GraphNode[] = [];
  for (let node = architecture.nodes[architecture.outputNode]; node.inputs.length > 0;) {
    if (!MOVES_NOTHING.includes(node.kind)) {
      const { name } = architecture.layers[node.layer];
      if (!isCircular(node)) return { reason: `${name} is not a circular convolution of stride 1 without bias.` };
      if (sharesTensors(architecture.nodes, node)) return { reason: `${name} shares its weights with another layer.` };
      const [{ trainable, mask }] = nodes[node.id].operation.parameters;
      if (trainable && (mask || !coversImage(node, architecture.layout)))
        return { reason: `${name} learns a kernel that does not cover the whole image.` };
      if (chain.length > 0 && String(node.outputShape) !== String(chain[0].inputShapes[0]))
        return { reason: `The output of ${name} is reshaped.` };
      chain.unshift(node);
    }
    node = architecture.nodes[node.inputs[0]];
  }
  return chain.length > 0 ? chain : { reason: 'The network has no convolution.' };
}

/** Layers that leave every number as it is. */
const MOVES_NOTHING: readonly string[] = ['flatten', 'reshape', 'dropout'];

function isCircular({ kind, settings, tensors }: GraphNode): boolean {
  const { stride, padding } = settings as { stride?: readonly number[]; padding?: unknown };
  const steps = stride?.every((step) => step === 1) ?? false;
  return kind === 'convolution' && padding === 'circular' && steps && !('bias' in tensors);
}

/** Every tap a position of its own, and every position a tap. */
function coversImage({ settings, tensors, inputShapes }: GraphNode, layout: Architecture['layout']): boolean {
  const { dilation, groups } = settings as { dilation: readonly number[]; groups: number };
  const { axes } = channelLayout(inputShapes[0], layout);
  return groups === 1 && dilation.every((step) => step === 1) && String(tensors.weight.slice(2)) === String(axes);
}

/** A 1 at the first position of each channel. */
function impulses({ channels, positions, channelStride }: ChannelLayout): Matrix {
  const result = new Matrix(channels, channels * positions);
  for (let channel = 0; channel < channels; channel++) result.set(channel, channel * channelStride, 1);
  return result;
}

/** One of f and -f, in every combination of the axes. */
function frequencies(axes: readonly number[]): readonly (readonly number[])[] {
  const all = axes.reduce<number[][]>(
    (known, size) => known.flatMap((start) => Array.from({ length: size }, (_, f) => [...start, f])),
    [[]],
  );
  const number = (frequency: readonly number[]) => frequency.reduce((sum, f, axis) => sum * axes[axis] + f, 0);
  return all.filter((f) => number(f) <= number(f.map((value, axis) => (axes[axis] - value) % axes[axis])));
}

/** sum over positions p of e^(sign 2 pi i f.p / size) times the rows: rows x channels. */
function transformed(
  rows: Matrix,
  { axes, channels, positions, channelStride, positionStride }: ChannelLayout,
  frequency: readonly number[],
  sign: 1 | -1,
): ComplexMatrix {
  const angles = Array.from({ length: positions }, (_, position) => {
    let [rest, turns] = [position, 0];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      // Reduced as an integer, so that the angle has no rounding of its own.
      turns += (((rest % axes[axis]) * frequency[axis]) % axes[axis]) / axes[axis];
      rest = Math.floor(rest / axes[axis]);
    }
    return sign * 2 * Math.PI * (turns % 1);
  });
  const [cosines, sines] = [angles.map(Math.cos), angles.map(Math.sin)];
  return complexMatrix(rows.rows, channels, (row, channel) => {
    const values = rows.row(row);
    let [re, im] = [0, 0];
    for (let p = 0, at = channel * channelStride; p < positions; p++, at += positionStride) {
      re += values[at] * cosines[p];
      im += values[at] * sines[p];
    }
    return [re, im];
  });
}

function transposed({ real, imaginary }: ComplexMatrix): ComplexMatrix {
  return { real: real.transpose(), imaginary: imaginary.transpose() };
}
