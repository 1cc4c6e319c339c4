/** Weight standardisation (Qiao et al. 2019, arXiv 1903.10520): every unit's incoming weights get mean 0 and variance 1. */
import { Matrix } from '../../numerics/matrix';
import { transposeMultiply } from '../../numerics/products';
import type { Operation, Parameter, ParameterJacobian } from '../operation';
import type { Definition } from './definition';
import { reparametrised, type WeightMap } from './reparametrised';
import { size } from './shape';

/** Added to the population variance, as in BiT's convolutions (Kolesnikov et al. 2020, arXiv 1912.11370). */
export const VARIANCE_OFFSET = 1e-10;

/**
 * What `create` makes of the standardised weight, units first: (w - mean) / sqrt(variance + 1e-10) unit by unit, population variance. Pruned
 * entries count as zeros in both moments and are no parameters. Jacobians are of the form `columns`, unit by unit the standardisation's
 * (I - 1 1^T / f - v v^T / f) / s behind those of `create`. Source: docs/theory/gauss-newton.md 7.
 */
export function weightStandardized(
  create: (definition: Definition) => Operation,
): (definition: Definition) => Operation {
  return (definition) => reparametrised(definition, create, standardisation);
}

/** One unit's incoming weights, and the deviation they were divided by. */
interface Unit {
  readonly standardized: Float64Array;
  readonly deviation: number;
}

type Outer = Extract<ParameterJacobian, { form: 'outer' }>;

function standardisation({ shape, values, mask }: Parameter): WeightMap {
  const fan = size(shape.slice(1));
  const units = () =>
    Array.from({ length: shape[0] }, (_, unit) => unitOf(values.subarray(unit * fan, (unit + 1) * fan)));
  const derivativeOf = (rows: Float64Array) => {
    units().forEach((unit, at) => applyDerivative(unit, rows.subarray(at * fan, (at + 1) * fan)));
    return rows;
  };
  return {
    shape,
    write(weight) {
      units().forEach(({ standardized }, unit) => weight.set(standardized, unit * fan));
    },
    push: (direction) => derivativeOf(mask ? direction.map((value, at) => value * mask[at]) : direction.slice()),
    pullGradient: (gradient) => derivativeOf(gradient.slice()),
    pull(parts, rowsPerSample) {
      const outer = parts.filter((part): part is Outer => part.form === 'outer');
      const derivatives = units();
      return outer.map((part, group) => {
        const firstUnit = group * part.leftWidth;
        const columns = survivors(part, fan, mask?.subarray(firstUnit * fan, (firstUnit + part.leftWidth) * fan));
        return {
          form: 'columns',
          width: columns.length,
          block: (first, last) =>
            rowsOfTransposed(part, rowsPerSample, columns.subarray(first, last), (unit, row) =>
              applyDerivative(derivatives[firstUnit + unit], row.subarray(0, fan)),
            ),
        };
      });
    },
  };
}

function unitOf(weights: Float64Array): Unit {
  const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
  const variance = weights.reduce((sum, value) => sum + (value - mean) ** 2, 0) / weights.length;
  const deviation = Math.sqrt(variance + VARIANCE_OFFSET);
  return { standardized: weights.map((value) => (value - mean) / deviation), deviation };
}

/** row <- (I - 1 1^T / f - v v^T / f) row / s, in place: the derivative, which is symmetric, so that it serves both directions. */
function applyDerivative({ standardized, deviation }: Unit, row: Float64Array): void {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  const along = row.reduce((sum, value, q) => sum + value * standardized[q], 0) / row.length;
  for (let q = 0; q < row.length; q++) row[q] = (row[q] - mean - along * standardized[q]) / deviation;
}

/** Columns (unit, feature) of a part that are parameters; a bias behind the features is one. */
function survivors({ leftWidth, rightWidth }: Outer, fan: number, mask: Uint8Array | undefined): Int32Array {
  const all = Int32Array.from({ length: leftWidth * rightWidth }, (_, column) => column);
  if (!mask) return all;
  return all.filter((column) => {
    const feature = column % rightWidth;
    return feature >= fan || mask[Math.floor(column / rightWidth) * fan + feature] === 1;
  });
}

/** These columns (ascending) of the part with `map` applied to each unit's, as rows: columns.length x (samples * rowsPerSample). */
function rowsOfTransposed(
  part: Outer,
  rowsPerSample: number,
  columns: Int32Array,
  map: (unit: number, row: Float64Array) => void,
): Matrix {
  const { rightWidth, right } = part;
  const firstUnit = Math.floor(columns[0] / rightWidth);
  const units = Math.floor(columns[columns.length - 1] / rightWidth) + 1 - firstUnit;
  const result = new Matrix(columns.length, right.rows * rowsPerSample);
  for (let sample = 0; sample < right.rows; sample++) {
    const whole = sampleJacobian(part, sample, rowsPerSample, firstUnit, units);
    for (let row = 0; row < whole.rows; row++) map(firstUnit + (row % units), whole.row(row));
    columns.forEach((column, at) => {
      const unit = Math.floor(column / rightWidth) - firstUnit;
      for (let c = 0; c < rowsPerSample; c++)
        result.set(at, sample * rowsPerSample + c, whole.get(c * units + unit, column % rightWidth));
    });
  }
  return result;
}

/** sum_t left[(i,c), t, unit] right[i, t, q] of one sample: (rowsPerSample * units) x rightWidth. */
function sampleJacobian(
  { left, leftWidth, right, rightWidth, positions }: Outer,
  sample: number,
  rowsPerSample: number,
  firstUnit: number,
  units: number,
): Matrix {
  // Fewer rows than samples have: one sample's rows stand for all, because the network is linear.
  const start = left.rows === rowsPerSample ? 0 : sample * rowsPerSample;
  const cotangents = new Matrix(positions, rowsPerSample * units);
  for (let c = 0; c < rowsPerSample; c++)
    for (let t = 0; t < positions; t++)
      for (let unit = 0; unit < units; unit++)
        cotangents.set(t, c * units + unit, left.get(start + c, t * leftWidth + firstUnit + unit));
  return transposeMultiply(cotangents, new Matrix(positions, rightWidth, right.row(sample)));
}
