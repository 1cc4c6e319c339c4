import { describe, expect, it } from 'vitest';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { linearFactors } from '../../src/gauss-newton/linear-factors';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { validArch } from '../support/elaborate-arch';
import { tangentSpectrum } from '../support/tangent-spectrum';
import { memoryFiles } from '../support/tensor-files';

async function networkOf(body: string): Promise<Network> {
  const source = `model M { biases normal(0.3) init lecun_normal(seed: 3) ${body} }`;
  return (await instantiate(validArch(source), memoryFiles({}))).value!;
}

const momentOf = ({ linear, biased, data }: Network) => (linear ? secondMomentFactor(data.inputs, biased) : undefined);

describe('a layer that is used more than once', () => {
  // Truth: J column by column, every use moving with the tensor.
  it.each([
    ['dense', 'input 4 data gaussian(samples: 5) a: dense(4, activation: tanh) dense(4) use(a) dense(2)'],
    ['three times', 'input 3 data gaussian(samples: 4) a: dense(3, activation: gelu) use(a) use(a) dense(2)'],
    ['linear', 'input 3 data gaussian(samples: 9) a: dense(3) use(a) dense(2)'],
    ['pruned', 'input 4 data gaussian(samples: 5) a: dense(4, prune: 0.4, activation: tanh) use(a) dense(2)'],
    ['at different numbers of positions', 'input 2x3 data gaussian(samples: 4) a: dense(3, activation: tanh) reshape(1x6) dense(3) use(a) flatten dense(2)'],
    ['scale', 'input 3 data gaussian(samples: 4) dense(3) s: scale(2, trainable: true) activation(tanh) dense(3) use(s) dense(2)'],
    ['embedding', 'input 4 data tokens(samples: 4, vocabulary: 5) e: embedding(5, 3) dense(3, activation: tanh) flatten dense(2)'],
    ['embedding, of other ids', 'input 6 data tokens(samples: 3, vocabulary: 5) parallel(concat) { { slice(0, to: 1) e: embedding(5, 2) flatten } { slice(0, from: 1) use(e) flatten } } dense(2)'],
    ['recurrent', 'input 3x3 data gaussian(samples: 4) r: gru(3) use(r) dense(2)'],
  ])('%s: the spectrum of the explicit Jacobian', async (_, body) => {
    const network = await networkOf(body);
    const expected = tangentSpectrum(network);
    const jacobian = factoredJacobian(network, momentOf(network));
    expect(jacobian.columns).toBe(network.parameterCount);
    const spectrum = measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true })!;
    for (const [at, value] of expected.entries())
      if (value > 1e-6 * expected[0]) expect(spectrum.values[at] / value).toBeCloseTo(1, 9);
  }); // prettier-ignore

  it('is no term of a Kronecker sum', async () => {
    const network = await networkOf('input 3 data gaussian(samples: 9) a: dense(3) use(a) dense(2)');
    expect(linearFactors(network, momentOf(network)!)).toEqual({ reason: 'a shares its weights with another layer' });
  });
});
