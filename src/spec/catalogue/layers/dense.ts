import { activation } from '../activations';
import { biases, initialiser } from '../initialisers';
import { layer } from '../layer';
import { count, flag } from '../parameter';
import { pruning } from '../pruning';
import { lastAxis, withLastAxis } from '../shapes';
import { operationOn, weightStandardized } from '../weight-standardisation';

export const dense = layer('dense', {
  summary: 'Affine map on the last axis: y = W x + b, then the activation.',
  documentation: 'The weight is [units, features]. Leading axes are positions, all mapped by the same weight.',
  parameters: {
    units: count('output features'),
    activation: activation('applied to the result', 'linear'),
    bias: flag('whether to add b', true),
    init: initialiser(),
    biases: biases(),
    prune: pruning(),
    trainable: flag('whether weight and bias are learned', true),
    weight_standardized: weightStandardized(),
  },
  tensors: ({ units, bias }, input) => ({ weight: [units, lastAxis(input)], ...(bias && { bias: [units] }) }),
  shape: ({ units }, input) => withLastAxis(input, units),
  operation: (settings) => operationOn('dense', settings),
});
