/** A cell carried along a sequence, length x features to length x units, from a state of zeros: the layout and equations of PyTorch. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import { affine, type AffinePoint } from './affine';
import { tensor, type Definition } from './definition';
import { computedOnce } from './pullback';
import type { RecurrentCell } from './recurrent-cell';
import { addOutputs, advance, moveStep, outputsOf, pullStep, type Slopes } from './recurrent-step';

interface Saved {
  readonly input: AffinePoint;
  /** The outputs one step before, zeros first. */
  readonly previous: AffinePoint;
  readonly steps: readonly Slopes[];
}

/**
 * Tensors: weight_ih_l0 [gates * units, features], weight_hh_l0 [gates * units, units], and unless they lack bias_ih_l0, bias_hh_l0
 * [gates * units]. Columns of the Jacobian: those of weight_ih_l0, then of weight_hh_l0, each (row, feature) with its bias as last feature.
 */
export function recurrent(definition: Definition, cell: RecurrentCell): Operation<Saved> {
  const { node, parameters } = definition;
  const [length, units] = node.outputShape;
  const entrance = affine(definition, { weight: 'weight_ih_l0', bias: 'bias_ih_l0' });
  const loop = affine(definition, { weight: 'weight_hh_l0', bias: 'bias_hh_l0' });
  const { gates, states } = cell;

  /** Cotangents of both sides of the gates' pre-activations, (n * rowsPerSample) x (length * gates * units). */
  const pullToGates = computedOnce(({ steps }: Saved, cotangent, rowsPerSample) => {
    const input = new Matrix(cotangent.rows, length * gates * units);
    const hidden = new Matrix(cotangent.rows, length * gates * units);
    const carried = new Matrix(cotangent.rows, units * states);
    for (let t = length - 1; t >= 0; t--) {
      addOutputs(carried, states, slice(cotangent, t, units));
      const pulled = pullStep(cell, steps[t], carried, rowsPerSample);
      place(input, t, pulled.input);
      place(hidden, t, pulled.hidden);
      addOutputs(carried, states, loop.pull(pulled.hidden));
    }
    return { input, hidden };
  });

  return {
    linear: false,
    usesOnes: tensor(definition, 'bias_ih_l0') !== undefined,
    parameters,
    forward([input], { ones }) {
      const given = entrance.apply(input, ones);
      const output = new Matrix(input.rows, length * units);
      const previous = new Matrix(input.rows, length * units);
      let state = new Matrix(input.rows, units * states);
      const steps = Array.from({ length }, (_, t) => {
        const before = outputsOf(state, states);
        place(previous, t, before);
        const { after, slopes } = advance(cell, state, slice(given, t, gates * units), loop.apply(before, ones));
        state = after;
        place(output, t, outputsOf(after, states));
        return slopes;
      });
      return { output, saved: { input: { input, ones }, previous: { input: previous, ones }, steps } };
    },
    jvp({ input, previous, steps }, [tangent], directions) {
      const given = entrance.tangent(tangent, input, directions);
      const output = new Matrix(tangent.rows, length * units);
      let state = new Matrix(tangent.rows, units * states);
      for (const [t, slopes] of steps.entries()) {
        const at = { input: slice(previous.input, t, units), ones: previous.ones };
        const hidden = loop.tangent(outputsOf(state, states), at, directions);
        state = moveStep(cell, slopes, state, slice(given, t, gates * units), hidden);
        place(output, t, outputsOf(state, states));
      }
      return output;
    },
    vjp: (saved, cotangent, rowsPerSample) => [entrance.pull(pullToGates(saved, cotangent, rowsPerSample).input)],
    addGradients(saved, cotangent, gradients) {
      const { input, hidden } = pullToGates(saved, cotangent, 1);
      entrance.addGradients(saved.input, input, gradients);
      loop.addGradients(saved.previous, hidden, gradients);
    },
    parameterJacobian(saved, cotangent, rowsPerSample) {
      if (!parameters.some(({ trainable }) => trainable)) return [];
      const { input, hidden } = pullToGates(saved, cotangent, rowsPerSample);
      return [...entrance.jacobian(saved.input, input), ...loop.jacobian(saved.previous, hidden)];
    },
  };
}

/** Step t of a sequence, rows x width. */
function slice(sequence: Matrix, t: number, width: number): Matrix {
  const result = new Matrix(sequence.rows, width);
  for (let i = 0; i < sequence.rows; i++) result.row(i).set(sequence.row(i).subarray(t * width, (t + 1) * width));
  return result;
}

function place(sequence: Matrix, t: number, step: Matrix): void {
  for (let i = 0; i < step.rows; i++) sequence.row(i).set(step.row(i), t * step.cols);
}
