import { logistic, sigmoid, tanh } from '../activations/sigmoidal';
import type { Operation } from '../operation';
import type { Definition } from './definition';
import { recurrent } from './recurrent';
import type { RecurrentCell } from './recurrent-cell';

/**
 * c' = f c + i g, h' = o tanh(c'), with gates i, f, o = sigmoid and g = tanh of W_ih x + b_ih + W_hh h + b_hh. Tensors as `recurrent` has
 * them, gates in the order i, f, g, o.
 */
export function lstm(definition: Definition): Operation {
  return recurrent(definition, cell);
}

/** States: h, c. */
const cell: RecurrentCell = {
  gates: 4,
  states: 2,
  advance({ input, hidden, before: [, memory], after, inputSlopes, hiddenSlopes, stateSlopes }) {
    const [toInput, toForget, toCell, toOutput] = input.map((value, k) => value + hidden[k]);
    const [i, f, g, o] = [logistic(toInput), logistic(toForget), Math.tanh(toCell), logistic(toOutput)];
    const next = f * memory + i * g;
    const shown = Math.tanh(next);
    // How h' moves with c'.
    const slope = o * tanh.derivative(next);
    const ofMemory = [
      g * sigmoid.derivative(toInput),
      memory * sigmoid.derivative(toForget),
      i * tanh.derivative(toCell),
      0,
    ];
    after.set([o * shown, next]);
    for (let k = 0; k < 4; k++) {
      inputSlopes[k] = slope * ofMemory[k];
      inputSlopes[4 + k] = ofMemory[k];
    }
    inputSlopes[3] = shown * sigmoid.derivative(toOutput);
    hiddenSlopes.set(inputSlopes);
    stateSlopes.set([0, slope * f, 0, f]);
  },
};
