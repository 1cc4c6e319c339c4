/** Convolutions of any dimension, transposed ones included: an affine map on the patches of every window, group by group. */
import { Matrix } from '../../numerics/matrix';
import {
  addPatchGradient,
  gatherPatches,
  mapPatches,
  type PatchMap,
  patchRows,
  pullPatches,
} from '../../numerics/patches';
import type { Architecture, GraphNode, Shape } from '../../spec/architecture';
import type { ShapeProblem } from '../../spec/catalogue/layer';
import { splitShape } from '../../spec/catalogue/spatial';
import { transposedWindowAxes, windowAxes, type WindowAxis } from '../../spec/catalogue/windows';
import { partOfEntries } from '../entries-part';
import type { Operation, Parameter } from '../operation';
import { affine, type Affine, surviving } from './affine';
import { setting, tensor, type Definition } from './definition';
import { type ChannelLayout, channelLayout } from './layout';
import { patchesOf } from './patches';
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

/** The channels that see each other: input samples, output samples at every position, and the weight units x (channel, tap). */
interface Group extends PatchMap {
  readonly affine: Affine;
}

type Directions = readonly (Float64Array | undefined)[];

function onWindows(definition: Definition, taps: Taps): Operation<Saved> {
  const { node, parameters } = definition;
  const layout = setting<Architecture['layout']>(node, 'layout');
  const [from, to] = [channelLayout(node.inputShapes[0], layout), channelLayout(node.outputShape, layout)];
  const groups = groupsOf(definition, taps, [from, to]);
  const [inputs, outputs] = [size(node.inputShapes[0]), size(node.outputShape)];
  const [weight, bias] = [tensor(definition, 'weight')!, tensor(definition, 'bias')];
  const directionOf = (directions: Directions, parameter: Parameter | undefined) =>
    parameter && directions[parameters.indexOf(parameter)];

  return {
    linear: true,
    usesOnes: bias !== undefined,
    parameters,
    forward([input], { ones }) {
      const output = new Matrix(input.rows, outputs);
      mapPatches(input, output, groups);
      if (bias) addUnits(output, ones, bias.values, to);
      return { output, saved: { input, ones } };
    },
    jvp({ input, ones }, [tangent], directions = []) {
      const output = new Matrix(tangent.rows, outputs);
      mapPatches(tangent, output, groups);
      const [moved, shift] = [directionOf(directions, weight), directionOf(directions, bias)];
      if (moved) mapPatches(input, output, alongWeight(groups, surviving(weight, moved)));
      if (shift) addUnits(output, ones, shift, to);
      return output;
    },
    vjp: (_saved, cotangent) => [pullPatches(cotangent, inputs, groups)],
    addGradients({ input, ones }, cotangent, gradients) {
      const [ofWeight, ofBias] = [directionOf(gradients, weight), directionOf(gradients, bias)];
      groups.forEach((group, at) => {
        if (ofWeight) addPatchGradient(input, cotangent, group, part(ofWeight, at, groups.length));
      });
      if (ofBias) addUnitSums(ofBias, cotangent, ones, to);
    },
    parameterJacobian({ input, ones }, cotangent, rowsPerSample, mayBeWhole) {
      if (!weight.trainable) return [];
      const constants = bias && ones;
      if (mayBeWhole && !weight.mask && isSmallerWhole(groups[0], constants ? 1 : 0, rowsPerSample))
        return groups.map((group) => partOfEntries(patchRows(input, cotangent, group, constants)));
      return groups.flatMap(({ affine, reads, writes }) =>
        affine.jacobian({ input: gatherPatches(input, reads), ones }, gatherPatches(cotangent, writes)),
      );
    },
  };
}

function groupsOf(definition: Definition, taps: Taps, [from, to]: readonly ChannelLayout[]): Group[] {
  const { node, parameters } = definition;
  const count = setting<number>(node, 'groups');
  const [channels, units] = [from.channels / count, to.channels / count];
  const itself = everyPosition(to.positions);
  return Array.from({ length: count }, (_, group) => {
    const sliced = parameters.map((parameter) => sliceOf(parameter, group, units));
    const tensors = Object.fromEntries(Object.keys(node.tensors).map((name, at) => [name, sliced[at].shape]));
    const { shape, values } = sliced[parameters.indexOf(tensor(definition, 'weight')!)];
    return {
      weight: new Matrix(shape[0], shape[1], values),
      affine: affine({ node: { ...node, tensors }, parameters: sliced }, { weight: 'weight', bias: 'bias' }),
      reads: patchesOf(from, taps, group * channels, channels),
      writes: patchesOf(to, itself, group * units, units),
    };
  });
}

/** Whether a sample's rows of a group's J have fewer entries than their factors; `biases`: of a unit. */
function isSmallerWhole({ reads: { windows }, weight }: Group, biases: number, rowsPerSample: number): boolean {
  const [units, features] = [weight.rows, weight.cols + biases];
  return rowsPerSample * units * features < windows * (rowsPerSample * units + features);
}

/** The groups' maps with a direction in the whole weight instead of it. */
function alongWeight(groups: readonly Group[], direction: Float64Array): PatchMap[] {
  return groups.map(({ reads, writes, weight: { rows, cols } }, at) => ({
    reads,
    writes,
    weight: new Matrix(rows, cols, part(direction, at, groups.length)),
  }));
}

/** output[i, (unit, position)] += ones[i] values[unit]. */
function addUnits(
  { rows, cols, data }: Matrix,
  ones: Float64Array,
  values: Float64Array,
  { channels, positions, channelStride, positionStride }: ChannelLayout,
): void {
  for (let i = 0; i < rows; i++)
    for (let unit = 0; unit < channels; unit++) {
      const term = ones[i] * values[unit];
      let at = i * cols + unit * channelStride;
      for (let t = 0; t < positions; t++, at += positionStride) data[at] += term;
    }
}

/** The transpose of addUnits: sums[unit] += ones[i] rows[i, (unit, position)]. */
function addUnitSums(
  sums: Float64Array,
  { rows, cols, data }: Matrix,
  ones: Float64Array,
  { channels, positions, channelStride, positionStride }: ChannelLayout,
): void {
  for (let i = 0; i < rows; i++)
    for (let unit = 0; unit < channels; unit++) {
      let at = i * cols + unit * channelStride;
      for (let t = 0; t < positions; t++, at += positionStride) sums[unit] += ones[i] * data[at];
    }
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
