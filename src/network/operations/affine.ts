/** W x + b at every position: the arithmetic that dense, attention and recurrent layers share. */
import { Matrix } from '../../numerics/matrix';
import { multiplySparse, multiplyTransposed, transposeMultiply } from '../../numerics/products';
import type { Parameter, ParameterJacobian } from '../operation';
import { tensor, type Definition } from './definition';

/**
 * Batches hold a whole number of positions a row: n x (positions * features) in, n x (positions * units) out. `ones` is what the bias
 * multiplies, one a row.
 */
export interface Affine {
  apply(input: Matrix, ones: Float64Array): Matrix;
  /** Directional derivative. `directions` are those of all the operation's parameters; what has none rests. */
  tangent(tangent: Matrix, at: AffinePoint, directions?: readonly (Float64Array | undefined)[]): Matrix;
  /** Cotangent of the output to cotangent of the input. */
  pull(cotangent: Matrix): Matrix;
  /** As in Operation; `gradients` are those of all the operation's parameters. */
  addGradients(at: AffinePoint, cotangent: Matrix, gradients: readonly (Float64Array | undefined)[]): void;
  /** Columns: (unit, feature), the bias as last feature. Empty when the weight is not learned. */
  jacobian(at: AffinePoint, cotangent: Matrix): ParameterJacobian[];
}

export interface AffineTensors {
  readonly weight: string;
  readonly bias: string;
}

export interface AffinePoint {
  readonly input: Matrix;
  readonly ones: Float64Array;
}

/** `weight` names the tensor [units, features], `bias` that of [units], which the node may lack. */
export function affine(definition: Definition, { weight: weightName, bias: biasName }: AffineTensors): Affine {
  const weight = tensor(definition, weightName)!;
  const bias = tensor(definition, biasName);
  const [units, features] = weight.shape;
  const matrix = new Matrix(units, features, weight.values);
  const mask = survivors(weight, bias !== undefined);
  const map = (input: Matrix, by: Matrix) =>
    unfolded(multiplyTransposed(folded(input, features), by), units, input.rows);

  return {
    apply(input, ones) {
      const output = map(input, matrix);
      if (bias) addOuter(output, ones, bias.values);
      return output;
    },
    tangent(tangent, { input, ones }, directions = []) {
      const output = map(tangent, matrix);
      for (const [index, direction] of directions.entries()) {
        const parameter = definition.parameters[index];
        if (direction && parameter === weight)
          addTo(output.data, map(input, new Matrix(units, features, surviving(weight, direction))).data);
        if (direction && parameter === bias) addOuter(output, ones, direction);
      }
      return output;
    },
    pull: (cotangent) => unfolded(multiplySparse(folded(cotangent, units), matrix), features, cotangent.rows),
    addGradients({ input, ones }, cotangent, gradients) {
      for (const [index, gradient] of gradients.entries()) {
        const parameter = definition.parameters[index];
        if (gradient && parameter === weight)
          addTo(gradient, transposeMultiply(folded(cotangent, units), folded(input, features)).data);
        if (gradient && parameter === bias) addUnitSums(gradient, cotangent, ones);
      }
    },
    jacobian({ input, ones }, cotangent) {
      if (!weight.trainable) return [];
      const right = bias ? withOnes(input, ones, features) : input;
      const rightWidth = bias ? features + 1 : features;
      const positions = input.cols / features;
      return [{ form: 'outer', positions, left: cotangent, leftWidth: units, right, rightWidth, mask }];
    },
  };
}

/** A direction in a tensor, at rest where it is pruned. */
export function surviving({ mask }: Parameter, direction: Float64Array): Float64Array {
  return mask ? direction.map((value, index) => value * mask[index]) : direction;
}

/** One position a row. */
function folded({ data }: Matrix, width: number): Matrix {
  return new Matrix(data.length / width, width, data);
}

function unfolded({ rows, data }: Matrix, width: number, samples: number): Matrix {
  // Data of rank zero are no samples at all.
  return new Matrix(samples, samples === 0 ? 0 : (rows / samples) * width, data);
}

/** The layer's mask, units x features, or units x (features + 1) with a bias, which is never pruned. */
function survivors({ mask, shape: [units, features] }: Parameter, biased: boolean): Uint8Array | undefined {
  if (!mask || !biased) return mask;
  const widened = new Uint8Array(units * (features + 1)).fill(1);
  for (let unit = 0; unit < units; unit++)
    widened.set(mask.subarray(unit * features, (unit + 1) * features), unit * (features + 1));
  return widened;
}

/** Each position's features followed by the batch's constant. */
function withOnes(input: Matrix, ones: Float64Array, features: number): Matrix {
  const positions = input.cols / features;
  const result = new Matrix(input.rows, positions * (features + 1));
  for (let i = 0; i < input.rows; i++) {
    const from = input.row(i);
    const to = result.row(i);
    for (let p = 0; p < positions; p++) {
      to.set(from.subarray(p * features, (p + 1) * features), p * (features + 1));
      to[p * (features + 1) + features] = ones[i];
    }
  }
  return result;
}

/** output[i, (position, unit)] += ones[i] values[unit]. */
function addOuter(output: Matrix, ones: Float64Array, values: Float64Array): void {
  for (let i = 0; i < output.rows; i++) {
    const row = output.row(i);
    for (let j = 0, unit = 0; j < row.length; j++) {
      row[j] += ones[i] * values[unit];
      if (++unit === values.length) unit = 0;
    }
  }
}

/** The transpose of addOuter: sums[unit] += ones[i] rows[i, (position, unit)]. */
function addUnitSums(sums: Float64Array, rows: Matrix, ones: Float64Array): void {
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    for (let j = 0, unit = 0; j < row.length; j++) {
      sums[unit] += ones[i] * row[j];
      if (++unit === sums.length) unit = 0;
    }
  }
}

function addTo(target: Float64Array, values: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += values[i];
}
