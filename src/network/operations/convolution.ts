/** Convolutions of any dimension, transposed ones included: an affine map on the patches of every window, group by group. */
import { Matrix } from '../../numerics/matrix';
import { multiplyBlocks } from '../../numerics/products';
import type { Architecture, GraphNode, Shape } from '../../spec/architecture';
import type { ShapeProblem } from '../../spec/catalogue/layer';
import { splitShape } from '../../spec/catalogue/spatial';
import { transposedWindowAxes, windowAxes, type WindowAxis } from '../../spec/catalogue/windows';
import type { Operation, Parameter } from '../operation';
import { affine, type Affine } from './affine';
import { setting, tensor, type Definition } from './definition';
import { channelLayout } from './layout';
import { addPatches, copyPatches, gatherPatches, patchLength, type PatchView } from './patches';
import { size } from './shape';
import { everyPosition, transposedTaps, windowTaps, type Taps } from './taps';
import { withUnitsFirst } from './units-first';

interface Saved {
  readonly input: Matrix;
  readonly ones: Float64Array;
}

/**
 * Settings: `kernel`, `stride`, `padding`, `dilation`, `groups`, `layout`. Tensors: weight [out, in / groups, kernel...], optionally bias
 * [out]. One part of the Jacobian a group, its positions the output's; columns: (unit of the group, input channel, tap), the bias last.
 */
export function convolution(definition: Definition): Operation {
  return onWindows(definition, convolutionTaps(definition.node));
}

/** As `convolution`, with `output_padding` and weight [in, out / groups, kernel...], whose columns come in the order of a convolution. */
export const transposedConvolution = withUnitsFirst(convolutionUnitsFirst);

/** Transposed, on a weight [out, in / groups, kernel...]. */
export function convolutionUnitsFirst(definition: Definition): Operation {
  return onWindows(definition, transposedConvolutionTaps(definition.node));
}

/** What every output position of a convolution reads. */
export function convolutionTaps(node: GraphNode): Taps {
  return windowTaps(windowsOf(node, windowAxes));
}

export function transposedConvolutionTaps(node: GraphNode): Taps {
  return transposedTaps(windowsOf(node, transposedWindowAxes));
}

/** The channels that see each other. */
interface Group {
  readonly map: Affine;
  /** units x (channel, tap). */
  readonly weight: Matrix;
  /** Of input samples. */
  readonly reads: PatchView;
  /** Of output samples: every position a window of its own. */
  readonly writes: PatchView;
  /** Directions of the layer's tensors to those of the group's. */
  readonly slices: (directions: Directions) => Directions;
}

type Directions = readonly (Float64Array | undefined)[];

function onWindows(definition: Definition, taps: Taps): Operation<Saved> {
  const { node, parameters } = definition;
  const groups = groupsOf(definition, taps);
  const [inputs, outputs] = [size(node.inputShapes[0]), size(node.outputShape)];

  return {
    linear: true,
    usesOnes: tensor(definition, 'bias') !== undefined,
    parameters,
    forward([input], { ones }) {
      const output = new Matrix(input.rows, outputs);
      for (const { map, reads, writes } of groups)
        for (const [first, last] of blocks(input.rows, patchLength(reads))) {
          const patches = gatherPatches(rowsOf(input, first, last), reads);
          addPatches(output, first, map.apply(patches, ones.subarray(first, last)).data, writes);
        }
      return { output, saved: { input, ones } };
    },
    jvp({ input, ones }, [tangent], directions = []) {
      const output = new Matrix(tangent.rows, outputs);
      for (const { map, reads, writes, slices } of groups)
        for (const [first, last] of blocks(tangent.rows, patchLength(reads))) {
          const at = { input: gatherPatches(rowsOf(input, first, last), reads), ones: ones.subarray(first, last) };
          const moved = map.tangent(gatherPatches(rowsOf(tangent, first, last), reads), at, slices(directions));
          addPatches(output, first, moved.data, writes);
        }
      return output;
    },
    vjp(_saved, cotangent) {
      const pulled = new Matrix(cotangent.rows, inputs);
      for (const { weight, reads, writes } of groups) {
        const { windows } = reads.taps;
        const samplesAtOnce = Math.min(cotangent.rows, Math.max(1, Math.floor(NEAR_ENTRIES / patchLength(reads))));
        multiplyBlocks({
          rows: cotangent.rows * windows,
          rowsAtOnce: samplesAtOnce * windows,
          fill: (target, first, last) => copyPatches(cotangent, [first / windows, last / windows], writes, target),
          right: weight,
          use: (patches, first) => addPatches(pulled, first / windows, patches, reads),
        });
      }
      return [pulled];
    },
    addGradients({ input, ones }, cotangent, gradients) {
      for (const { map, reads, writes, slices } of groups)
        for (const [first, last] of blocks(input.rows, patchLength(reads))) {
          const at = { input: gatherPatches(rowsOf(input, first, last), reads), ones: ones.subarray(first, last) };
          map.addGradients(at, gatherPatches(rowsOf(cotangent, first, last), writes), slices(gradients));
        }
    },
    parameterJacobian({ input, ones }, cotangent) {
      if (!tensor(definition, 'weight')!.trainable) return [];
      return groups.flatMap(({ map, reads, writes }) =>
        map.jacobian({ input: gatherPatches(input, reads), ones }, gatherPatches(cotangent, writes)),
      );
    },
  };
}

function groupsOf(definition: Definition, taps: Taps): Group[] {
  const { node, parameters } = definition;
  const layout = setting<Architecture['layout']>(node, 'layout');
  const count = setting<number>(node, 'groups');
  const [from, to] = [channelLayout(node.inputShapes[0], layout), channelLayout(node.outputShape, layout)];
  const [channels, units] = [from.channels / count, to.channels / count];
  const itself = everyPosition(to.positions);
  return Array.from({ length: count }, (_, group) => {
    const sliced = parameters.map((parameter) => sliceOf(parameter, group, units));
    const tensors = Object.fromEntries(Object.keys(node.tensors).map((name, at) => [name, sliced[at].shape]));
    const weight = sliced[parameters.indexOf(tensor(definition, 'weight')!)];
    return {
      weight: new Matrix(weight.shape[0], weight.shape[1], weight.values),
      map: affine({ node: { ...node, tensors }, parameters: sliced }, { weight: 'weight', bias: 'bias' }),
      reads: { layout: from, taps, first: group * channels, count: channels },
      writes: { layout: to, taps: itself, first: group * units, count: units },
      slices: (directions) => directions.map((direction) => direction && part(direction, group, count)),
    };
  });
}

/** A group's units of a tensor [out, ...], as [units, the rest]. */
function sliceOf(parameter: Parameter, group: number, units: number): Parameter {
  const { shape, values, mask } = parameter;
  const count = shape[0] / units;
  return {
    ...parameter,
    shape: shape.length > 1 ? [units, size(shape.slice(1))] : [units],
    values: part(values, group, count),
    ...(mask && { mask: part(mask, group, count) }),
  };
}

/** A view, so that a moved weight moves its group's. */
function part<T extends Float64Array | Uint8Array>(values: T, group: number, count: number): T {
  const length = values.length / count;
  return values.subarray(group * length, (group + 1) * length) as T;
}

function windowsOf<S>(
  node: GraphNode,
  axesOf: (positions: Shape, settings: S) => readonly WindowAxis[] | ShapeProblem,
): readonly WindowAxis[] {
  const { positions } = splitShape(node.inputShapes[0], setting<Architecture['layout']>(node, 'layout'));
  const axes = axesOf(positions, node.settings as S);
  if ('problem' in axes) throw new Error(`Node ${node.id} (${node.kind}): ${axes.problem}`);
  return axes;
}

function rowsOf({ cols, data }: Matrix, first: number, last: number): Matrix {
  return new Matrix(last - first, cols, data.subarray(first * cols, last * cols));
}

/** Ranges of rows whose patches take some megabytes, however many samples there are. */
function blocks(rows: number, patchLength: number): [first: number, last: number][] {
  const height = Math.max(1, Math.floor(BLOCK_ENTRIES / patchLength));
  return Array.from({ length: Math.ceil(rows / height) }, (_, block) => [
    block * height,
    Math.min(rows, (block + 1) * height),
  ]);
}

const BLOCK_ENTRIES = 2 ** 21;
/** Entries of patches that a processor keeps near. */
const NEAR_ENTRIES = 2 ** 15;
