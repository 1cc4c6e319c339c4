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
  return {
    linear: false,
    usesOnes: false,
    parameters: [],
    forward([{ rows, cols, data }]) {
      const [output, slopes] = [new Matrix(rows, cols), new Matrix(rows, cols)];
      const [values, derivatives] = [output.data, slopes.data];
      // Not through a function of its own: the calls are inlined where a process knows one activation.
      for (let at = 0; at < data.length; at++) {
        values[at] = phi.value(data[at]);
        derivatives[at] = phi.derivative(data[at]);
      }
      return { output, saved: { slopes } };
    },
    jvp: ({ slopes }, [tangent]) => gated(slopes, tangent, 1),
    vjp: ({ slopes }, cotangent, rowsPerSample) => [gated(slopes, cotangent, rowsPerSample)],
    pullInPlace: ({ slopes }, cotangent, rowsPerSample) => gate(slopes, cotangent, rowsPerSample, cotangent.data),
    parameterJacobian: () => [],
  };
}

function gated(slopes: Matrix, rows: Matrix, rowsPerSample: number): Matrix {
  const result = new Matrix(rows.rows, rows.cols);
  gate(slopes, rows, rowsPerSample, result.data);
  return result;
}

/** Every row times the slopes of its sample. */
function gate(
  { data: by }: Matrix,
  { rows, cols, data: from }: Matrix,
  rowsPerSample: number,
  target: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    let at = row * cols;
    let slope = Math.floor(row / rowsPerSample) * cols;
    const end = at + cols;
    // Four at a time take two thirds of the time.
    for (; at + 4 <= end; at += 4, slope += 4) {
      target[at] = from[at] * by[slope];
      target[at + 1] = from[at + 1] * by[slope + 1];
      target[at + 2] = from[at + 2] * by[slope + 2];
      target[at + 3] = from[at + 3] * by[slope + 3];
    }
    for (; at < end; at++, slope++) target[at] = from[at] * by[slope];
  }
}
