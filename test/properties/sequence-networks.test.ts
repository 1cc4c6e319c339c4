import { it } from 'vitest';
import { expectSpectrumByDifferences } from '../support/spectrum-by-differences';
const tokens = 'data tokens(samples: 3, vocabulary: 6)';
const mlp = 'layer_norm dense(6, activation: gelu) dense(4)';

it.each([
  [
    'a tiny GPT',
    `input 3 ${tokens} loss cross_entropy embedding(6, 4) positional_embedding
     residual { layer_norm attention(2, causal: true) } residual { ${mlp} } layer_norm dense(6, bias: false)`,
  ],
  ['attention alone', 'input 3x4 data gaussian(samples: 4) attention(2) dense(2)'],
  ['attention, pruned', 'input 3x4 data gaussian(samples: 4) attention(2, prune: 0.5) dense(1)'],
  ['a bag of words', `input 3 ${tokens} loss cross_entropy embedding(6, 3) flatten dense(3)`],
  ['a frozen embedding', `input 3 ${tokens} embedding(6, 3, trainable: false) dense(2, activation: tanh) dense(2)`],
  ['an LSTM', 'input 3x2 data gaussian(samples: 4) lstm(3) dense(2)'],
  ['an LSTM on tokens', `input 4 ${tokens} embedding(6, 2) lstm(3) flatten dense(2)`],
  ['a GRU', 'input 3x2 data gaussian(samples: 4) gru(3) gru(2) dense(2)'],
  ['a recurrent network, pruned', 'input 3x2 data gaussian(samples: 5) rnn(4, prune: 0.3) dense(1)'],
  ['a recurrent network of relu, without biases', 'input 3x3 rnn(3, nonlinearity: relu, bias: false) dense(1)'],
])('%s: the spectrum is that of an explicit finite-difference Jacobian', (_, body) =>
  expectSpectrumByDifferences(body),
);
