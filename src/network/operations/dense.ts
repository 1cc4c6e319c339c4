/** y = W x + b on the last axis, the same W at every leading position. */
import { Matrix } from '../../numerics/matrix';
import { multiply, multiplyTransposed } from '../../numerics/products';
import type { Batch, Operation, Parameter } from '../operation';
import { tensor, type Definition } from './definition';
import { size } from './shape';

interface Saved {
  readonly input: Matrix;
  readonly ones: Float64Array;
}

/** Tensors: weight [units, features], optionally bias [units]. Columns of the Jacobian: (unit, feature), the bias as last feature. */
export function dense(definition: Definition): Operation<Saved> {
  const weight = tensor(definition, 'weight')!;
  const bias = tensor(definition, 'bias');
  const [units, features] = weight.shape;
  const positions = size(definition.node.inputShapes[0]) / features;
  const matrix = new Matrix(units, features, weight.values);
  const mask = survivors(weight, bias !== undefined);
  const folded = (batch: Matrix, width: number) => new Matrix(batch.rows * positions, width, batch.data);
  const unfolded = (batch: Matrix, width: number) => new Matrix(batch.rows / positions, width * positions, batch.data);

  return {
    linear: true,
    usesOnes: bias !== undefined,
    parameters: definition.parameters,
    forward([input], { ones }) {
      const output = unfolded(multiplyTransposed(folded(input, features), matrix), units);
      if (bias) addOuter(output, ones, bias.values);
      return { output, saved: { input, ones } };
    },
    jvp({ input, ones }, [tangent], parameterTangents = []) {
      const output = unfolded(multiplyTransposed(folded(tangent, features), matrix), units);
      for (const [index, direction] of parameterTangents.entries()) {
        if (!direction) continue;
        if (definition.parameters[index] === bias) addOuter(output, ones, direction);
        else add(output, multiplyTransposed(folded(input, features), surviving(weight, direction)));
      }
      return output;
    },
    vjp: (_saved, cotangent) => [unfolded(multiply(folded(cotangent, units), matrix), features)],
    parameterJacobian({ input, ones }, cotangent) {
      if (!weight.trainable) return [];
      const right = bias ? withOnes(input, ones, features) : input;
      const rightWidth = bias ? features + 1 : features;
      return [{ form: 'outer', positions, left: cotangent, leftWidth: units, right, rightWidth, mask }];
    },
  };
}

/** The layer's mask, units x features, or units x (features + 1) with a bias, which is never pruned. */
function survivors({ mask, shape: [units, features] }: Parameter, biased: boolean): Uint8Array | undefined {
  if (!mask || !biased) return mask;
  const widened = new Uint8Array(units * (features + 1)).fill(1);
  for (let unit = 0; unit < units; unit++)
    widened.set(mask.subarray(unit * features, (unit + 1) * features), unit * (features + 1));
  return widened;
}

/** A direction in the weight, at rest where it is pruned. */
function surviving({ mask, shape: [units, features] }: Parameter, direction: Float64Array): Matrix {
  return new Matrix(units, features, mask ? direction.map((value, index) => value * mask[index]) : direction);
}

/** Each position's features followed by the batch's constant. */
function withOnes(input: Matrix, ones: Batch['ones'], features: number): Matrix {
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

function add(output: Matrix, { data }: Matrix): void {
  for (let i = 0; i < data.length; i++) output.data[i] += data[i];
}
