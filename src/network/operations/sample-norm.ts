/** Normalisations whose statistics are those of one sample: layer_norm, group_norm, rms_norm. */
import { Matrix } from '../../numerics/matrix';
import type { Architecture } from '../../spec/architecture';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { gainAndShift, type NormalisedPoint } from './gain-and-shift';
import { channelLayout, channelsOf } from './layout';
import { divisionByZero } from './norm-trouble';
import { lastAxis, size } from './shape';
import { standardise, standardisedDirection, type Standardisation, type Standardised } from './standardise';

interface Saved extends NormalisedPoint {
  readonly samples: readonly Standardised[];
}

/** Statistics over the trailing axes, at each leading position. Settings: `axes` (how many), `eps`. */
export function layerNorm(definition: Definition): Operation<Saved> {
  const { node } = definition;
  const [shape] = node.inputShapes;
  return overTrailing(definition, size(shape.slice(shape.length - setting<number>(node, 'axes'))), true);
}

/** Root mean square over the last axis, at each leading position. Setting: `eps`. */
export function rmsNorm(definition: Definition): Operation<Saved> {
  return overTrailing(definition, lastAxis(definition.node.inputShapes[0]), false);
}

/** Statistics over positions and the channels of a group. Settings: `groups`, `eps`, `layout`. */
export function groupNorm(definition: Definition): Operation<Saved> {
  const { node } = definition;
  const groups = setting<number>(node, 'groups');
  const layout = channelLayout(node.inputShapes[0], setting<Architecture['layout']>(node, 'layout'));
  const channelOf = channelsOf(layout);
  const groupOf = channelOf.map((channel) => Math.floor((channel * groups) / layout.channels));
  return sampleNorm(definition, { groupOf, groups, centred: true, eps: setting<number>(node, 'eps') }, channelOf);
}

function overTrailing(definition: Definition, width: number, centred: boolean): Operation<Saved> {
  const { node } = definition;
  const features = size(node.inputShapes[0]);
  const groupOf = Int32Array.from({ length: features }, (_, feature) => Math.floor(feature / width));
  const entryOf = groupOf.map((_, feature) => feature % width);
  const groups = features / width;
  return sampleNorm(definition, { groupOf, groups, centred, eps: setting<number>(node, 'eps') }, entryOf);
}

function sampleNorm(definition: Definition, how: Standardisation, entryOf: Int32Array): Operation<Saved> {
  const ends = gainAndShift(definition, entryOf);
  const directed = ({ samples }: Saved, rows: Matrix, rowsPerSample: number) =>
    byRow(rows, (row, r) => standardisedDirection(samples[Math.floor(r / rowsPerSample)], row, how));

  return {
    linear: false,
    usesOnes: definition.parameters.length > 0,
    parameters: ends.parameters,
    forward([input], { ones }) {
      const samples = Array.from({ length: input.rows }, (_, i) => standardise(input.row(i), how));
      const saved = { samples, normalised: byRow(input, (_, i) => samples[i].values), ones };
      return { output: ends.apply(saved), saved };
    },
    jvp: (saved, [tangent], directions) => ends.tangent(directed(saved, tangent, 1), saved, directions),
    vjp: (saved, cotangent, rowsPerSample) => [directed(saved, ends.pull(cotangent), rowsPerSample)],
    addGradients: (saved, cotangent, gradients) => ends.addGradients(saved, cotangent, gradients),
    parameterJacobian: (saved, cotangent) => ends.jacobian(saved, cotangent),
    ...(how.eps === 0 && {
      trouble: ({ samples }: Saved) =>
        divisionByZero(
          definition.node.kind,
          smallestDeviations(samples),
          `samples have a ${how.centred ? 'variance' : 'mean square'}`,
        ),
    }),
  };
}

/** The smallest of each sample's groups. */
function smallestDeviations(samples: readonly Standardised[]): Float64Array {
  return Float64Array.from(samples, ({ deviations }) => deviations.reduce((least, value) => Math.min(least, value)));
}

function byRow(rows: Matrix, map: (row: Float64Array, index: number) => Float64Array): Matrix {
  const result = new Matrix(rows.rows, rows.cols);
  for (let i = 0; i < rows.rows; i++) result.row(i).set(map(rows.row(i), i));
  return result;
}
