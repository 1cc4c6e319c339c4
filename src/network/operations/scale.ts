/** y = s x: one fixed factor, or one learnable factor a feature that starts there. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';

interface Saved {
  readonly input: Matrix;
}

/** Setting: `value`. Tensor when learnable: the factors, as many as the trailing axes they cover have entries. */
export function scale({ node, parameters }: Definition): Operation<Saved> {
  const parameter = parameters.at(0);
  const factors = parameter?.values ?? Float64Array.of(setting<number>(node, 'value'));

  return {
    linear: true,
    usesOnes: false,
    parameters,
    forward: ([input]) => ({ output: scaled(input, factors), saved: { input } }),
    jvp({ input }, [tangent], [direction] = []) {
      const output = scaled(tangent, factors);
      if (direction) scaled(input, direction).data.forEach((value, index) => (output.data[index] += value));
      return output;
    },
    vjp: (_saved, cotangent) => [scaled(cotangent, factors)],
    addGradients({ input }, cotangent, [gradient]) {
      if (!gradient) return;
      for (let at = 0; at < cotangent.data.length; at++)
        gradient[at % gradient.length] += cotangent.data[at] * input.data[at];
    },
    parameterJacobian({ input }, cotangent) {
      if (!parameter?.trainable) return [];
      const width = factors.length;
      return [{ form: 'diagonal', positions: input.cols / width, left: cotangent, right: input, width }];
    },
  };
}

function scaled({ rows, cols, data }: Matrix, factors: Float64Array): Matrix {
  // A row is a whole number of factors long, so factors repeat along the flat batch.
  const result = new Matrix(rows, cols);
  for (let at = 0; at < data.length;)
    for (let j = 0; j < factors.length; j++, at++) result.data[at] = data[at] * factors[j];
  return result;
}
