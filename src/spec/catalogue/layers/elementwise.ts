import { activation as activationParameter } from '../activations';
import { biases } from '../initialisers';
import { layer } from '../layer';
import { flag, number, type Parameter } from '../parameter';
import { lastAxis } from '../shapes';
import type { Activation } from '../../architecture';

const chosen: Parameter<Activation> = { ...activationParameter('which one', 'linear'), presence: { kind: 'required' } };

export const activation = layer('activation', {
  summary: 'Applies a scalar function to every feature.',
  documentation: 'The same as the `activation` argument of the layer before it.',
  parameters: { activation: chosen },
  ownActivation: true,
});

export const bias = layer('bias', {
  summary: 'Adds one number to every feature of the last axis.',
  documentation: 'Positions share the number of their feature.',
  parameters: { biases: biases(), trainable: flag('whether it is learned', true) },
  tensors: (_, input) => ({ bias: [lastAxis(input)] }),
});

export const scale = layer('scale', {
  summary: 'Multiplies every feature by a factor.',
  documentation:
    'A fixed factor is one number for all; with `trainable: true` every feature of the last axis has a factor of its own, and all start at `value`.',
  parameters: { value: number('the factor', 1), trainable: flag('whether the factors are learned', false) },
  tensors: ({ trainable }, input): Record<string, [number]> => (trainable ? { weight: [lastAxis(input)] } : {}),
});

export const dropout = layer('dropout', {
  summary: 'Dropout, which is the identity in this analysis.',
  documentation: 'The Gauss-Newton matrix is that of the network at inference, where dropout does nothing.',
  parameters: { rate: number('share of features dropped in training', undefined, { minimum: 0, exclusiveMaximum: 1 }) },
});
