import { initialiser } from '../initialisers';
import { layer } from '../layer';
import { count, flag } from '../parameter';

export const embedding = layer('embedding', {
  summary: 'One learned vector a token: its input are token ids.',
  documentation:
    'The weight is [vocabulary, features]; each id, a whole number from 0 below vocabulary, becomes its row, so an input of shape `length` becomes `length x features`. ' +
    'It reads the data, directly or through layers that only rearrange them: `data tokens(vocabulary: 50)` draws ids, files may hold them.',
  parameters: {
    vocabulary: count('number of tokens'),
    features: count('length of each vector'),
    init: initialiser(),
    trainable: flag('whether the vectors are learned', true),
  },
  tensors: ({ vocabulary, features }) => ({ weight: [vocabulary, features] }),
  shape: ({ features }, input) => [...input, features],
});

export const positionalEmbedding = layer('positional_embedding', {
  summary: 'Adds a learned number to every entry of a sample: one vector a position.',
  documentation: 'The weight has the shape of the input, `length x features` for a sequence.',
  parameters: { init: initialiser(), trainable: flag('whether it is learned', true) },
  tensors: (_, input) => ({ weight: input }),
});
