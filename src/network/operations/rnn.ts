import { relu } from '../activations/piecewise-linear';
import { tanh } from '../activations/sigmoidal';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { recurrent } from './recurrent';
import type { RecurrentCell } from './recurrent-cell';

/** h' = phi(W_ih x + b_ih + W_hh h + b_hh). Setting: `nonlinearity`, tanh or relu. Tensors as `recurrent` has them, one gate. */
export function rnn(definition: Definition): Operation {
  const phi = setting<'tanh' | 'relu'>(definition.node, 'nonlinearity') === 'relu' ? relu : tanh;
  const cell: RecurrentCell = {
    gates: 1,
    states: 1,
    advance({ input, hidden, after, inputSlopes, hiddenSlopes }) {
      const sum = input[0] + hidden[0];
      after[0] = phi.value(sum);
      inputSlopes[0] = hiddenSlopes[0] = phi.derivative(sum);
    },
  };
  return recurrent(definition, cell);
}
