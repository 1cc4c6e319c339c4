import { logistic, sigmoid, tanh } from '../activations/sigmoidal';
import type { Operation } from '../operation';
import type { Definition } from './definition';
import { recurrent } from './recurrent';
import type { RecurrentCell } from './recurrent-cell';

/**
 * h' = (1 - z) n + z h with r, z = sigmoid(W_ih x + b_ih + W_hh h + b_hh) and n = tanh(W_ih x + b_ih + r (W_hh h + b_hh)). Tensors as
 * `recurrent` has them, gates in the order r, z, n.
 */
export function gru(definition: Definition): Operation {
  return recurrent(definition, cell);
}

const cell: RecurrentCell = {
  gates: 3,
  states: 1,
  advance({ input, hidden, before: [h], after, inputSlopes, hiddenSlopes, stateSlopes }) {
    const [toReset, toUpdate] = [input[0] + hidden[0], input[1] + hidden[1]];
    const [r, z] = [logistic(toReset), logistic(toUpdate)];
    const toNew = input[2] + r * hidden[2];
    const n = Math.tanh(toNew);
    // 1 - z, without cancellation where z is near 1.
    const kept = logistic(-toUpdate);
    const ofNew = kept * tanh.derivative(toNew);
    const ofReset = ofNew * hidden[2] * sigmoid.derivative(toReset);
    const ofUpdate = (h - n) * sigmoid.derivative(toUpdate);
    after[0] = kept * n + z * h;
    inputSlopes.set([ofReset, ofUpdate, ofNew]);
    hiddenSlopes.set([ofReset, ofUpdate, ofNew * r]);
    stateSlopes[0] = z;
  },
};
