/** Normalisation of channels, over samples and positions. */
import { Matrix } from '../../numerics/matrix';
import type { Architecture } from '../../spec/architecture';
import type { Operation } from '../operation';
import { setting, tensor, type Definition } from './definition';
import { gainAndShift, type NormalisedPoint } from './gain-and-shift';
import { channelLayout, channelsOf } from './layout';
import { divisionByZero } from './norm-trouble';
import { standardise, standardisedDirection, type Standardisation, type Standardised } from './standardise';

/** Settings: `statistics`, `eps`, `layout`. Tensors: weight, bias; with given statistics running_mean and running_var. */
export function batchNorm(definition: Definition): Operation {
  const batch = setting<string>(definition.node, 'statistics') === 'batch';
  return (batch ? withStatisticsOfTheBatch(definition) : withGivenStatistics(definition)) as Operation;
}

interface CoupledPoint extends NormalisedPoint {
  readonly batch: Standardised;
}

function withStatisticsOfTheBatch(definition: Definition): Operation<CoupledPoint> {
  const channelOf = channels(definition);
  const how: Standardisation = {
    groupOf: channelOf,
    groups: Math.max(...channelOf) + 1,
    centred: true,
    eps: setting<number>(definition.node, 'eps'),
  };
  const ends = gainAndShift(definition, channelOf);

  return {
    linear: false,
    usesOnes: tensor(definition, 'bias') !== undefined,
    couples: true,
    parameters: ends.parameters,
    forward([input], { ones }) {
      const batch = standardise(input.data, how);
      const saved = { batch, normalised: new Matrix(input.rows, input.cols, batch.values), ones };
      return { output: ends.apply(saved), saved };
    },
    jvp(saved, [{ rows, cols, data }], directions) {
      const moved = new Matrix(rows, cols, standardisedDirection(saved.batch, data, how));
      return ends.tangent(moved, saved, directions);
    },
    vjp({ batch }, cotangent, rowsPerSample) {
      const pulled = ends.pull(cotangent);
      const result = new Matrix(pulled.rows, pulled.cols);
      for (let seed = 0; seed < rowsPerSample; seed++) {
        const rows = Array.from({ length: pulled.rows / rowsPerSample }, (_, i) => i * rowsPerSample + seed);
        const together = new Float64Array(rows.length * pulled.cols);
        rows.forEach((row, i) => together.set(pulled.row(row), i * pulled.cols));
        const apart = standardisedDirection(batch, together, how);
        rows.forEach((row, i) => result.row(row).set(apart.subarray(i * pulled.cols, (i + 1) * pulled.cols)));
      }
      return [result];
    },
    parameterJacobian: (saved, cotangent) => ends.jacobian(saved, cotangent),
    ...(how.eps === 0 && {
      trouble: ({ batch }: CoupledPoint) => divisionByZero('batch_norm', batch.deviations, 'channels have a variance'),
    }),
  };
}

/** z = (x - mean) / sqrt(var + eps) with numbers of a training that is over: a fixed affine map. */
function withGivenStatistics(definition: Definition): Operation<NormalisedPoint> {
  const channelOf = channels(definition);
  const centre = tensor(definition, 'running_mean')!.values;
  const eps = setting<number>(definition.node, 'eps');
  const deviations = tensor(definition, 'running_var')!.values.map((variance) => Math.sqrt(variance + eps));
  const ends = gainAndShift(definition, channelOf);
  const divided = (rows: Matrix) =>
    new Matrix(
      rows.rows,
      rows.cols,
      rows.data.map((value, at) => value / deviations[channelOf[at % channelOf.length]]),
    );

  return {
    linear: true,
    usesOnes: true,
    parameters: ends.parameters,
    forward([input], { ones }) {
      const shifted = input.clone();
      for (let i = 0; i < shifted.rows; i++) {
        const row = shifted.row(i);
        for (let j = 0; j < row.length; j++) row[j] -= ones[i] * centre[channelOf[j]];
      }
      const saved = { normalised: divided(shifted), ones };
      return { output: ends.apply(saved), saved };
    },
    jvp: (saved, [tangent], directions) => ends.tangent(divided(tangent), saved, directions),
    vjp: (_saved, cotangent) => [divided(ends.pull(cotangent))],
    parameterJacobian: (saved, cotangent) => ends.jacobian(saved, cotangent),
    ...(eps === 0 && { trouble: () => divisionByZero('batch_norm', deviations, 'channels have a variance') }),
  };
}

function channels({ node }: Definition): Int32Array {
  return channelsOf(channelLayout(node.inputShapes[0], setting<Architecture['layout']>(node, 'layout')));
}
