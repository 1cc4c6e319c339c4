import { biases, initialiser } from '../initialisers';
import { layer } from '../layer';
import { count, flag } from '../parameter';
import { pruning } from '../pruning';
import { formatShape, lastAxis } from '../shapes';

export const attention = layer('attention', {
  summary: 'Multi-head self-attention of a sequence: softmax(Q K^T / sqrt(d)) V in every head, then a dense map.',
  documentation:
    'Takes `length x features`. Tensors are those of torch.nn.MultiheadAttention: `in_proj_weight` [3 features, features] holds the maps to ' +
    'queries, keys and values, `out_proj.weight` [features, features]. With `causal` a position sees itself and what precedes it. ' +
    'A transformer block is written `residual { layer_norm attention(4) } residual { layer_norm dense(4 * width, gelu) dense(width) }`.',
  parameters: {
    heads: count('number of heads; divides the features'),
    causal: flag('whether later positions are hidden', false),
    bias: flag('whether the four maps add a bias', true),
    init: initialiser(),
    biases: biases(),
    prune: pruning(),
    trainable: flag('whether weights and biases are learned', true),
  },
  tensors: ({ bias }, input) => {
    const features = lastAxis(input);
    return {
      in_proj_weight: [3 * features, features],
      ...(bias && { in_proj_bias: [3 * features] }),
      'out_proj.weight': [features, features],
      ...(bias && { 'out_proj.bias': [features] }),
    };
  },
  shape: ({ heads }, input) => {
    if (input.length !== 2)
      return {
        problem: `attention takes a sequence, length x features, but was given ${formatShape(input)}.`,
        hint: 'Bring it to two axes with reshape.',
      };
    if (lastAxis(input) % heads === 0) return input;
    return {
      problem: `attention cannot share ${lastAxis(input)} features among ${heads} heads.`,
      hint: 'The number of heads must divide the number of features.',
    };
  },
});
