/** Normalisation of channels, over samples and positions. */
import { Matrix } from '../../numerics/matrix';
import type { Architecture } from '../../spec/architecture';
import type { Operation, ParameterJacobian } from '../operation';
import { channelSums, combineChannels } from './channel-sums';
import { setting, tensor, type Definition } from './definition';
import { addFeatures, overFeatures, spread } from './feature-maps';
import { gainAndShift, type NormalisedPoint } from './gain-and-shift';
import { channelLayout, channelsOf, type ChannelLayout } from './layout';
import { divisionByZero } from './norm-trouble';
import { computedOnce } from './pullback';
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
  const layout = layoutOf(definition);
  const { channels, positions } = layout;
  const how: Standardisation = {
    groupOf: channelsOf(layout),
    groups: channels,
    centred: true,
    eps: setting<number>(definition.node, 'eps'),
  };
  const [gamma, beta] = [tensor(definition, 'weight'), tensor(definition, 'bias')];
  const ends = gainAndShift(definition, how.groupOf);
  const sums = computedOnce(({ normalised }: CoupledPoint, cotangent) => channelSums(cotangent, normalised, layout));
  const scales = ({ batch }: CoupledPoint) =>
    batch.deviations.map((deviation, channel) => (gamma?.values[channel] ?? 1) / deviation);

  return {
    linear: false,
    usesOnes: beta !== undefined,
    couples: {
      statistics: 2 * channels,
      own: (saved, cotangent) => {
        const still = new Matrix(cotangent.rows / saved.normalised.rows, channels);
        return combineChannels(cotangent, saved.normalised, layout, {
          scale: scales(saved),
          shift: still,
          slope: still,
        });
      },
      byStatistic(saved, cotangent) {
        const { plain, along } = sums(saved, cotangent, cotangent.rows / saved.normalised.rows);
        const scale = scales(saved);
        return tabulated(cotangent.rows, 2 * channels, (row, statistic) => {
          const channel = statistic % channels;
          return -scale[channel] * (statistic < channels ? plain : along).get(row, channel);
        });
      },
      gradients: ({ normalised }, first, last) => statisticGradients(normalised, layout, first, last),
    },
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
    vjp(saved, cotangent, rowsPerSample) {
      const { plain, along } = sums(saved, cotangent, rowsPerSample);
      const scale = scales(saved);
      const together = saved.normalised.rows * positions;
      const [shift, slope] = [plain, along].map((each) => {
        const total = overSamples(each, rowsPerSample);
        return tabulated(rowsPerSample, channels, (c, channel) => (scale[channel] * total.get(c, channel)) / together);
      });
      return [combineChannels(cotangent, saved.normalised, layout, { scale, shift, slope })];
    },
    addGradients: (saved, cotangent, gradients) => ends.addGradients(saved, cotangent, gradients),
    parameterJacobian(saved, cotangent, rowsPerSample) {
      const { plain, along } = sums(saved, cotangent, rowsPerSample);
      const part = (left: Matrix, ones: Float64Array): ParameterJacobian => {
        const right = tabulated(ones.length, channels, (i) => ones[i]);
        return { form: 'diagonal', positions: 1, left, right, width: channels };
      };
      return [
        ...(gamma?.trainable ? [part(along, new Float64Array(saved.ones.length).fill(1))] : []),
        ...(beta?.trainable ? [part(plain, saved.ones)] : []),
      ];
    },
    ...(how.eps === 0 && {
      trouble: ({ batch }: CoupledPoint) => divisionByZero('batch_norm', batch.deviations, 'channels have a variance'),
    }),
  };
}

/** d(means and deviations [first, last))/d(input): 1 / m, and z / m for a deviation. */
function statisticGradients(
  normalised: Matrix,
  { channels, positions, channelStride, positionStride }: ChannelLayout,
  first: number,
  last: number,
): Matrix {
  const result = new Matrix(normalised.rows * (last - first), normalised.cols);
  const share = 1 / (normalised.rows * positions);
  for (let row = 0; row < result.rows; row++) {
    const statistic = first + (row % (last - first));
    const values = normalised.row(Math.floor(row / (last - first)));
    const target = result.row(row);
    for (let t = 0; t < positions; t++) {
      const at = (statistic % channels) * channelStride + t * positionStride;
      target[at] = statistic < channels ? share : share * values[at];
    }
  }
  return result;
}

/** Row c is the sum of rows i * rowsPerSample + c. */
function overSamples(rows: Matrix, rowsPerSample: number): Matrix {
  const result = new Matrix(rowsPerSample, rows.cols);
  for (let at = 0; at < rows.data.length; at++) result.data[at % result.data.length] += rows.data[at];
  return result;
}

function tabulated(rows: number, cols: number, value: (row: number, col: number) => number): Matrix {
  const result = new Matrix(rows, cols);
  for (let row = 0, at = 0; row < rows; row++)
    for (let col = 0; col < cols; col++, at++) result.data[at] = value(row, col);
  return result;
}

/** z = (x - mean) / sqrt(var + eps) with numbers of a training that is over: a fixed affine map. */
function withGivenStatistics(definition: Definition): Operation<NormalisedPoint> {
  const channelOf = channelsOf(layoutOf(definition));
  const centre = tensor(definition, 'running_mean')!.values;
  const eps = setting<number>(definition.node, 'eps');
  const deviations = tensor(definition, 'running_var')!.values.map((variance) => Math.sqrt(variance + eps));
  const ends = gainAndShift(definition, channelOf);
  const divisors = spread(deviations, channelOf);
  const divided = (rows: Matrix) => overFeatures(rows, divisors);

  return {
    linear: true,
    usesOnes: true,
    parameters: ends.parameters,
    forward([input], { ones }) {
      const shifted = input.clone();
      addFeatures(
        shifted,
        ones,
        spread(centre, channelOf).map((value) => -value),
      );
      const saved = { normalised: divided(shifted), ones };
      return { output: ends.apply(saved), saved };
    },
    jvp: (saved, [tangent], directions) => ends.tangent(divided(tangent), saved, directions),
    vjp: (_saved, cotangent) => [divided(ends.pull(cotangent))],
    addGradients: (saved, cotangent, gradients) => ends.addGradients(saved, cotangent, gradients),
    parameterJacobian: (saved, cotangent) => ends.jacobian(saved, cotangent),
    ...(eps === 0 && { trouble: () => divisionByZero('batch_norm', deviations, 'channels have a variance') }),
  };
}

function layoutOf({ node }: Definition): ChannelLayout {
  return channelLayout(node.inputShapes[0], setting<Architecture['layout']>(node, 'layout'));
}
