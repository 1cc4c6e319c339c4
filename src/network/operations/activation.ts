/** An activation applied to every feature. */
import { Matrix } from '../../numerics/matrix';
import type { Activation } from '../../spec/architecture';
import { activationFunction } from '../activations/activation';
import type { ActivationFunction } from '../activations/activation-function';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { identity } from './identity';

interface Saved {
  /** phi'(pre-activation), n x features. */
  readonly slopes: Matrix;
}

/** Setting: `activation`. */
export function activation({ node }: Definition): Operation {
  const phi = activationFunction(setting<Activation>(node, 'activation'));
  return phi.linear ? identity() : pointwise(phi);
}

function pointwise(phi: ActivationFunction): Operation<Saved> {
  const map = ({ rows, cols, data }: Matrix, f: (x: number) => number) => {
    const result = new Matrix(rows, cols);
    for (let at = 0; at < data.length; at++) result.data[at] = f(data[at]);
    return result;
  };

  return {
    linear: false,
    usesOnes: false,
    parameters: [],
    forward: ([input]) => ({
      output: map(input, (x) => phi.value(x)),
      saved: { slopes: map(input, (x) => phi.derivative(x)) },
    }),
    jvp: ({ slopes }, [tangent]) => gated(slopes, tangent, 1),
    vjp: ({ slopes }, cotangent, rowsPerSample) => [gated(slopes, cotangent, rowsPerSample)],
    parameterJacobian: () => [],
  };
}

/** Every row of `rows` times the slopes of its sample. */
function gated(slopes: Matrix, rows: Matrix, rowsPerSample: number): Matrix {
  const result = new Matrix(rows.rows, rows.cols);
  for (let r = 0, at = 0; r < rows.rows; r++) {
    const ahead = Math.floor(r / rowsPerSample) * rows.cols - r * rows.cols;
    for (let j = 0; j < rows.cols; j++, at++) result.data[at] = rows.data[at] * slopes.data[at + ahead];
  }
  return result;
}
