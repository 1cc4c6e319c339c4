import { activation } from '../activations';
import { biases, initialiser } from '../initialisers';
import { layer } from '../layer';
import { count, flag } from '../parameter';
import { lastAxis, withLastAxis } from '../shapes';

export const deq = layer('deq', {
  summary: 'Implicit layer on the last axis: the state h with h = phi(W h + U x + b).',
  documentation:
    'The limit of infinitely many equal layers that all read x (a deep equilibrium model). `weight_hh` [units, units] is W, `weight_ih` [units, features] is U. ' +
    'The state is found by iteration from h = 0. It exists, is unique and is reached at a known rate where the norm of W times the steepest slope of phi is below 1: ' +
    'about `init: lecun_normal(gain: 0.45)` for slopes up to 1.',
  parameters: {
    units: count('length of the state'),
    activation: activation('phi', 'tanh'),
    bias: flag('whether to add b', true),
    init: initialiser(),
    biases: biases(),
    trainable: flag('whether W, U and b are learned', true),
  },
  ownActivation: true,
  tensors: ({ units, bias }, input) => ({
    weight_hh: [units, units],
    weight_ih: [units, lastAxis(input)],
    ...(bias && { bias: [units] }),
  }),
  shape: ({ units }, input) => withLastAxis(input, units),
});
