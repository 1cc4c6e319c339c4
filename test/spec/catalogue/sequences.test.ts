/** Layers of sequences. The truths are the tensors and shapes of PyTorch's modules. */
import { describe, expect, it } from 'vitest';
import { model, problemLines, validArch } from '../../support/elaborate-arch';

const built = (input: string, layer: string) => {
  const { output, nodes } = validArch(model(`${layer} dense(1)`, { directives: `input ${input}` }));
  return { output: nodes[1].outputShape, last: output, tensors: nodes[1].tensors };
};

describe('tensors and shapes', () => {
  it.each([
    ['embedding', '5', 'embedding(9, 4)', [5, 4], { weight: [9, 4] }],
    ['embedding of a table of ids', '3x5', 'embedding(9, 4)', [3, 5, 4], { weight: [9, 4] }],
    ['positional_embedding', '5x4', 'positional_embedding', [5, 4], { weight: [5, 4] }],
    [
      'attention',
      '5x4',
      'attention(2)',
      [5, 4],
      { in_proj_weight: [12, 4], in_proj_bias: [12], 'out_proj.weight': [4, 4], 'out_proj.bias': [4] },
    ],
    [
      'attention without biases',
      '5x4',
      'attention(2, causal: true, bias: false)',
      [5, 4],
      { in_proj_weight: [12, 4], 'out_proj.weight': [4, 4] },
    ],
    ['rnn', '5x4', 'rnn(3)', [5, 3], { weight_ih_l0: [3, 4], weight_hh_l0: [3, 3], bias_ih_l0: [3], bias_hh_l0: [3] }],
    [
      'lstm',
      '5x4',
      'lstm(3)',
      [5, 3],
      { weight_ih_l0: [12, 4], weight_hh_l0: [12, 3], bias_ih_l0: [12], bias_hh_l0: [12] },
    ],
    ['gru without biases', '5x4', 'gru(3, bias: false)', [5, 3], { weight_ih_l0: [9, 4], weight_hh_l0: [9, 3] }],
  ])('%s', (_, input, layer, output, tensors) => {
    expect(built(input, layer)).toEqual({ output, last: [...output.slice(0, -1), 1], tensors });
  });
});

describe('problems', () => {
  it.each([
    ['6x6x4', 'attention(2)', 'K040 attention: attention takes a sequence, length x features, but was given 6x6x4.'],
    ['6x4', 'attention(3)', 'K040 attention: attention cannot share 4 features among 3 heads.'],
    ['6', 'rnn(3)', 'K040 rnn: rnn takes a sequence, length x features, but was given 6.'],
    ['6x2x2', 'lstm(3)', 'K040 lstm: lstm takes a sequence, length x features, but was given 6x2x2.'],
    ['6', 'gru(3)', 'K040 gru: gru takes a sequence, length x features, but was given 6.'],
  ])('input %s, %s', (input, layer, problem) => {
    expect(problemLines(model(`${layer} dense(1)`, { directives: `input ${input}` }))).toEqual([problem]);
  });
});
