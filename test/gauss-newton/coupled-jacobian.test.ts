import { describe, expect, it } from 'vitest';
import { explicitJacobian } from '../../src/gauss-newton/jacobian-columns';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import cases from '../reference/cases/gauss-newton.json';
import { validArch } from '../support/elaborate-arch';
import { tangentSpectrum } from '../support/tangent-spectrum';
import { memoryFiles, npyBytes, safetensorsBytes } from '../support/tensor-files';

async function networkOf(body: string, files = memoryFiles({})): Promise<Network> {
  const { value } = await instantiate(validArch(`model M { ${body} }`), files);
  return value!;
}

const spectrumOf = (network: Network) =>
  measureSpectrum(factoredJacobian(network, undefined), { structuralRank: null, mayFactorise: () => true })!;

interface BatchNormCase {
  readonly id: string;
  readonly V: readonly (readonly number[])[];
  readonly W: readonly (readonly number[])[];
  readonly X: readonly (readonly number[])[];
  readonly eigenvalues: readonly number[];
}

describe('a network whose samples share the statistics of the batch', () => {
  // Truth: 60 digits, from docs/theory/gauss-newton.md 7's setting W BN(V x).
  it('has the spectrum of reference case bn1', async () => {
    const { V, W, X, eigenvalues } = (cases.cases as unknown as BatchNormCase[]).find(({ id }) => id === 'bn1')!;
    const samples = X[0].map((_, i) => X.map((row) => row[i]));
    const files = memoryFiles({
      'x.npy': npyBytes({ shape: [samples.length, X.length], values: samples.flat() }),
      'w.safetensors': safetensorsBytes({
        'v.weight': { shape: [V.length, V[0].length], values: V.flat() },
        'w.weight': { shape: [W.length, W[0].length], values: W.flat() },
      }),
    });
    const network = await networkOf(
      `input ${X.length} data npy("x.npy") weights "w.safetensors"
       v: dense(${V.length}, bias: false) batch_norm(eps: 0, affine: false) w: dense(${W.length}, bias: false)`,
      files,
    );
    const spectrum = spectrumOf(network);
    expect(spectrum).toMatchObject({ rank: eigenvalues.length, rankCertain: true });
    eigenvalues.forEach((value, at) => expect(spectrum.values[at] / value).toBeCloseTo(1, 12));
  });

  // Truth: J column by column, from directional derivatives.
  it.each([
    ['learned gain and shift', 'input 3 data gaussian(samples: 6) dense(4) batch_norm dense(2)'],
    ['more inputs than samples', 'input 9 data gaussian(samples: 4) dense(5) batch_norm dense(5) batch_norm dense(2)'],
    [
      'two couplings and an activation',
      'input 3 data gaussian(samples: 5) dense(4) batch_norm activation(tanh) dense(4) batch_norm dense(2)',
    ],
    ['a skip around it', 'input 4 data gaussian(samples: 5) dense(4) residual { dense(4) batch_norm } dense(2)'],
    ['the last layer', 'input 4 data gaussian(samples: 5) dense(3, activation: tanh) batch_norm'],
    [
      'cross entropy',
      'input 4 data gaussian(samples: 5) loss cross_entropy dense(4) batch_norm activation(gelu) dense(3)',
    ],
    ['a pruned layer', 'input 4 data gaussian(samples: 5) dense(4, prune: 0.4) batch_norm(eps: 0.1) dense(2)'],
    ['positions', 'input 3x2 data gaussian(samples: 4) dense(4) batch_norm activation(tanh) flatten dense(2)'],
    [
      'a layer used before and behind it',
      'input 4 data gaussian(samples: 5) a: dense(4) batch_norm use(a) activation(tanh) use(a) dense(2)',
    ],
    ['no learnable layer before it', 'input 4 data gaussian(samples: 5) batch_norm(affine: false) dense(2)'],
  ])('%s: the spectrum of the explicit Jacobian', async (_, body) => {
    const network = await networkOf(`biases normal(0.3) init lecun_normal(seed: 3) ${body}`);
    const expected = tangentSpectrum(network);
    const spectrum = spectrumOf(network);
    expect(explicitJacobian(factoredJacobian(network, undefined)).cols).toBe(network.parameterCount);
    for (const [at, value] of expected.entries())
      if (value > 1e-6 * expected[0]) expect(spectrum.values[at] / value).toBeCloseTo(1, 9);
  });
});
