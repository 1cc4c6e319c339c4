import { expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { instantiate } from '../../src/network/instantiate';
import { readSpecification } from '../../src/spec/specification';
import { finiteDifferenceSpectrum } from '../support/finite-difference-spectrum';
import { memoryFiles } from '../support/tensor-files';

const files = memoryFiles({});
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
])('%s: the spectrum is that of an explicit finite-difference Jacobian', async (_, body) => {
  const source = `model M { biases normal(0.3) init lecun_normal(seed: 3) ${body} }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const { value: network } = await instantiate(architecture!, files);
  const expected = finiteDifferenceSpectrum(network!);
  const { report } = await analyse(architecture!, { files, source: null, budgetSeconds: 60 });
  const { eigenvalues } = report!.spectrum;
  expected.forEach((value, at) => {
    const error = Math.abs(Math.sqrt(value) - Math.sqrt(eigenvalues![at] ?? 0)) / Math.sqrt(expected[0]);
    expect([at, error < 1e-6]).toEqual([at, true]);
  });
  expect(eigenvalues!.length).toBeLessThanOrEqual(expected.length);
});
