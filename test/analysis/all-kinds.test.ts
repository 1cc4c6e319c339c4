import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { instantiate } from '../../src/network/instantiate';
import { readSpecification } from '../../src/spec/specification';
import { everyKind, sourceOf } from '../support/every-kind';
import { tangentSpectrum } from '../support/tangent-spectrum';
import { memoryFiles } from '../support/tensor-files';

const files = memoryFiles({});

/** Truth: ml-matrix's singular values of J column by column. Eigenvalues above 1e-6 of the largest to 1e-9. */
async function expectSpectrum(source: string): Promise<void> {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const { value: network } = await instantiate(architecture!, files);
  const expected = tangentSpectrum(network!);
  const { report } = await analyse(architecture!, { files, source: null, budgetSeconds: 900 });
  const { eigenvalues, rank } = report!.spectrum;
  const large = expected.filter((value) => value > 1e-6 * expected[0]);
  const errors = large.map((value, at) => Math.abs((eigenvalues![at] ?? 0) / value - 1));
  expect([source, errors.filter((error) => !(error < 1e-9))]).toEqual([source, []]);
  expect([source, rank! >= large.length && rank! <= expected.length]).toEqual([source, true]);
}

const losses = ['mse', 'cross_entropy', 'binary_cross_entropy'];
/** By turns, and with many samples another one than with few. */
const lossOf = (index: number, samples: number) => losses[(index + samples) % losses.length];

/** 2 outputs and more: fewer rows than parameters with 2 samples, more than most have with 16. */
describe.each([2, 16])('%i samples: the spectrum of the explicit Jacobian', (samples) => {
  it.each(Object.entries(everyKind).map(([kind, small], index) => [kind, lossOf(index, samples), small] as const))(
    '%s, %s',
    (_, loss, small) => expectSpectrum(sourceOf(small, samples, `loss ${loss}`)),
  );
});

describe('frozen layers have no columns', () => {
  it.each([
    [
      'an embedding',
      'input 3 data tokens(samples: 4, vocabulary: 5) embedding(5, 3, trainable: false) gru(2) flatten dense(2)',
    ],
    [
      'a convolution',
      'input 4x4x1 data gaussian(samples: 5) conv2d(2, 2, trainable: false, activation: tanh) flatten dense(2)',
    ],
    [
      'attention between others',
      'input 3x4 data gaussian(samples: 4) dense(4) attention(2, trainable: false) dense(2)',
    ],
    [
      'an LSTM, but not its head',
      'input 3x2 data gaussian(samples: 9) dense(2) lstm(2, trainable: false) flatten dense(1)',
    ],
    [
      'gamma and beta',
      'input 3 data gaussian(samples: 9) dense(3) batch_norm(trainable: false) dense(2, activation: tanh)',
    ],
    ['the head', 'input 3 data gaussian(samples: 9) dense(3, activation: tanh) dense(2, trainable: false)'],
    [
      'a linear layer of a linear network',
      'input 3 data gaussian(samples: 9) dense(4) dense(4, trainable: false) dense(2)',
    ],
  ])('%s', (_, body) => expectSpectrum(`model M { biases normal(0.3) init lecun_normal(seed: 3) ${body} }`));
});
