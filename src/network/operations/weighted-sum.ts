/** Sums of branches: `add` with its coefficients, and `mean`. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';

/** Setting: `coefficients`, one an input (residual: [beta, 1], the skip first). */
export function add({ node }: Definition): Operation {
  return weightedSum(setting<readonly number[]>(node, 'coefficients'));
}

/** Average of the inputs. */
export function mean({ node }: Definition): Operation {
  return weightedSum(node.inputs.map(() => 1 / node.inputs.length));
}

function weightedSum(coefficients: readonly number[]): Operation {
  return {
    linear: true,
    usesOnes: false,
    parameters: [],
    forward: (inputs) => ({ output: combine(inputs, coefficients), saved: undefined }),
    jvp: (_saved, tangents) => combine(tangents, coefficients),
    vjp: (_saved, cotangent) => coefficients.map((factor) => (factor === 1 ? cotangent : cotangent.scale(factor))),
    parameterJacobian: () => [],
  };
}

function combine(terms: readonly Matrix[], coefficients: readonly number[]): Matrix {
  const result = new Matrix(terms[0].rows, terms[0].cols);
  for (const [index, { data }] of terms.entries()) {
    const factor = coefficients[index];
    for (let i = 0; i < data.length; i++) result.data[i] += factor * data[i];
  }
  return result;
}
