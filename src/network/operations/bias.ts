/** y = x + b: one learnable number a feature, the same at every leading position; a positional embedding covers all axes. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import type { Definition } from './definition';
import { size } from './shape';

interface Saved {
  readonly ones: Float64Array;
}

/** Its one tensor is as long as the trailing axes it covers. */
export function bias({ node, parameters }: Definition): Operation<Saved> {
  const [parameter] = parameters;
  const width = parameter.values.length;
  const positions = size(node.inputShapes[0]) / width;

  return {
    linear: true,
    usesOnes: true,
    parameters,
    forward: ([input], { ones }) => ({ output: shifted(input, ones, parameter.values), saved: { ones } }),
    jvp: ({ ones }, [tangent], [direction] = []) => (direction ? shifted(tangent, ones, direction) : tangent),
    vjp: (_saved, cotangent) => [cotangent],
    addGradients({ ones }, cotangent, [gradient]) {
      if (!gradient) return;
      for (let i = 0; i < cotangent.rows; i++) {
        const row = cotangent.row(i);
        for (let j = 0; j < row.length; j++) gradient[j % gradient.length] += ones[i] * row[j];
      }
    },
    parameterJacobian({ ones }, cotangent) {
      if (!parameter.trainable) return [];
      const right = new Matrix(ones.length, positions * width);
      for (let i = 0; i < ones.length; i++) right.row(i).fill(ones[i]);
      return [{ form: 'diagonal', positions, left: cotangent, right, width }];
    },
  };
}

function shifted(batch: Matrix, ones: Float64Array, values: Float64Array): Matrix {
  const result = batch.clone();
  for (let i = 0; i < result.rows; i++) {
    const row = result.row(i);
    for (let j = 0; j < row.length; j++) row[j] += ones[i] * values[j % values.length];
  }
  return result;
}
